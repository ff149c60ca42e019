// SPDX-License-Identifier: Apache-2.0
/** A nation that never was: how fast and how large its topology is, beside JGraphT's. */
@NullMarked
package org.hamon.benchmark.topology;

import org.jspecify.annotations.NullMarked;

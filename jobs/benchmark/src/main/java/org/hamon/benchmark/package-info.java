// SPDX-License-Identifier: Apache-2.0
/** Measured against a limit or a peer in the same run. */
@NullMarked
package org.hamon.benchmark;

import org.jspecify.annotations.NullMarked;

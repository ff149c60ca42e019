// SPDX-License-Identifier: Apache-2.0

/** How fast history is replayed, and how much memory that takes as it gets longer. */
@NullMarked
package org.hamon.benchmark.replay;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** From what is said of an asset to its state, and from the states to the health of sectors. */
@NullMarked
package org.hamon.correlation.health;

import org.jspecify.annotations.NullMarked;

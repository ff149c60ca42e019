// SPDX-License-Identifier: Apache-2.0
/** All that belongs to one cause: what opened it, who is hit, who will be. */
@NullMarked
package org.hamon.correlation.situation;

import org.jspecify.annotations.NullMarked;

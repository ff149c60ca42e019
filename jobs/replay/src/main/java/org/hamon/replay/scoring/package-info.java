// SPDX-License-Identifier: Apache-2.0
/** How well the warnings of a run met what is known to have happened. */
@NullMarked
package org.hamon.replay.scoring;

import org.jspecify.annotations.NullMarked;

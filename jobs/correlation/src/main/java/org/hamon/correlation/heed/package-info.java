// SPDX-License-Identifier: Apache-2.0
/** The stage that keeps assets under maintenance from alarming anybody. */
@NullMarked
package org.hamon.correlation.heed;

import org.jspecify.annotations.NullMarked;

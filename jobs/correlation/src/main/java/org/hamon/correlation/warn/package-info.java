// SPDX-License-Identifier: Apache-2.0
/** What each sector is told about each situation: ranked, coded, within what may be shared. */
@NullMarked
package org.hamon.correlation.warn;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The report of a replay: one page for a person who was not there. */
@NullMarked
package org.hamon.local.report;

import org.jspecify.annotations.NullMarked;

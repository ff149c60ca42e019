// SPDX-License-Identifier: Apache-2.0
/** What people tell the job beside measurements and reports: controls and advisories. */
@NullMarked
package org.hamon.correlation.notice;

import org.jspecify.annotations.NullMarked;

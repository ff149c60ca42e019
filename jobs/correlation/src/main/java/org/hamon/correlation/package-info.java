// SPDX-License-Identifier: Apache-2.0
/** The job: readings and reports in, early warnings out. */
@NullMarked
package org.hamon.correlation;

import org.jspecify.annotations.NullMarked;

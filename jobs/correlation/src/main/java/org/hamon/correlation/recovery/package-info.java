// SPDX-License-Identifier: Apache-2.0
/** Where a job goes on when it is started again, and what Flink tells of how it fares. */
@NullMarked
package org.hamon.correlation.recovery;

import org.jspecify.annotations.NullMarked;

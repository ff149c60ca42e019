// SPDX-License-Identifier: Apache-2.0
/** The job's ends in a live run: topics it reads, topics it writes. */
@NullMarked
package org.hamon.correlation.kafka;

import org.jspecify.annotations.NullMarked;

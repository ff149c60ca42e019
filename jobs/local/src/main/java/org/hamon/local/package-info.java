// SPDX-License-Identifier: Apache-2.0
/** One machine: command line, embedded broker, embedded Flink. */
@NullMarked
package org.hamon.local;

import org.jspecify.annotations.NullMarked;

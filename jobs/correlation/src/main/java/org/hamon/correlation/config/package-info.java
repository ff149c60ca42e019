// SPDX-License-Identifier: Apache-2.0
/** What a live job is told before it starts: a file, a command line, a topology, patterns. */
@NullMarked
package org.hamon.correlation.config;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Finds patterns in a stream of changes: locate, host, count. */
@NullMarked
package org.hamon.patterns.engine;

import org.jspecify.annotations.NullMarked;

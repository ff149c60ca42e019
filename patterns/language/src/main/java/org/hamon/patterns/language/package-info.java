// SPDX-License-Identifier: Apache-2.0
/** What we look for: the pattern language, and the events that a pattern sees. No Flink. */
@NullMarked
package org.hamon.patterns.language;

import org.jspecify.annotations.NullMarked;

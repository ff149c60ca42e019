// SPDX-License-Identifier: Apache-2.0
/** What is doubtful about a topology that can be read: each rule a code, documented in docs. */
@NullMarked
package org.hamon.topology.lint;

import org.jspecify.annotations.NullMarked;

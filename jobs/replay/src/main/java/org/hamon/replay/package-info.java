// SPDX-License-Identifier: Apache-2.0
/** The same job over history. */
@NullMarked
package org.hamon.replay;

import org.jspecify.annotations.NullMarked;

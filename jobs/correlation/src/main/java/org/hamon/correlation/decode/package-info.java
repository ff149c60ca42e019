// SPDX-License-Identifier: Apache-2.0
/** From bytes to records, or to a dead letter; nothing is lost. */
@NullMarked
package org.hamon.correlation.decode;

import org.jspecify.annotations.NullMarked;

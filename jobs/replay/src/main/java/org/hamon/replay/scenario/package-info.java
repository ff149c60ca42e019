// SPDX-License-Identifier: Apache-2.0
/** Documented incidents as data, and the inputs that a job would have received. */
@NullMarked
package org.hamon.replay.scenario;

import org.jspecify.annotations.NullMarked;

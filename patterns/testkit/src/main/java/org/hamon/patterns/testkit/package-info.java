// SPDX-License-Identifier: Apache-2.0
/** Runs the tests inside pattern files on the real engine. */
@NullMarked
package org.hamon.patterns.testkit;

import org.jspecify.annotations.NullMarked;

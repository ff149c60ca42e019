// SPDX-License-Identifier: Apache-2.0
/**
 * What exists: assets, their dependencies and links, and what follows when one of them fails. Knows
 * nothing of Flink.
 */
@NullMarked
package org.hamon.topology;

import org.jspecify.annotations.NullMarked;

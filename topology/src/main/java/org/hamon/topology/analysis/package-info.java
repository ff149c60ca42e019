// SPDX-License-Identifier: Apache-2.0
/**
 * What people ask of a topology: what would follow, who matters most, what hangs together, in which
 * order to repair, what differs. Uses only what {@link org.hamon.topology} offers to everybody, and
 * JGraphT where a question is one of graph theory.
 */
@NullMarked
package org.hamon.topology.analysis;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Topologies and their changes from files and records, with findings that say file, line and place
 * of what is wrong.
 */
@NullMarked
package org.hamon.topology.reading;

import org.jspecify.annotations.NullMarked;

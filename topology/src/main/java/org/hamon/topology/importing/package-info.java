// SPDX-License-Identifier: Apache-2.0
/** Topologies from the files of others, by a mapping of their columns and words to ours. */
@NullMarked
package org.hamon.topology.importing;

import org.jspecify.annotations.NullMarked;

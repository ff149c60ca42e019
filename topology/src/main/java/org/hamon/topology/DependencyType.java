// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/** How one infrastructure needs another, after Rinaldi, Peerenboom and Kelly (2001). */
public enum DependencyType {
  /** Material or energy output of one is input of the other. */
  PHYSICAL,
  /** State depends on information transmitted. */
  CYBER,
  /** A local event changes the state of both. */
  GEOGRAPHIC,
  /** Any other: policy, market, human decision. */
  LOGICAL
}

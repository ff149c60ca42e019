// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import org.hamon.acceptance.oracle.Plan.Dependency;

/** What chance decides about a dependency. */
interface Draws {

  /** It takes the dependent out, after its middle buffer: all there is where all is certain. */
  Draws CERTAIN =
      new Draws() {
        @Override
        public boolean hits(Dependency dependency) {
          return true;
        }

        @Override
        public long holdsOut(Dependency dependency) {
          return dependency.buffer().p50();
        }
      };

  boolean hits(Dependency dependency);

  long holdsOut(Dependency dependency);
}

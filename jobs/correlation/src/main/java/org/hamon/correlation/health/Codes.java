// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.List;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;

/** The numbers that stand for enums in state: places in these lists, which only grow at the end. */
final class Codes {

  static final List<AssetState> STATES =
      List.of(
          AssetState.NORMAL,
          AssetState.RECOVERING,
          AssetState.DEGRADED,
          AssetState.UNKNOWN,
          AssetState.UNUSABLE,
          AssetState.STOPPED);

  static final List<Tlp> LABELS =
      List.of(Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED);

  static final List<Cause> CAUSES =
      List.of(
          Cause.CYBER, Cause.SYSTEM, Cause.HUMAN, Cause.OUTSOURCING, Cause.NATURAL, Cause.UNKNOWN);

  private Codes() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

/** Names and uids of the engine's operators. A value here never changes once released. */
public final class EngineUids {

  /** Which roots a change is a symptom of. */
  public static final String LOCATE = "locate";

  /** All patterns, by lane and root. */
  public static final String HOST = "pattern-host";

  private EngineUids() {}
}

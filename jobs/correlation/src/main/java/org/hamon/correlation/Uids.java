// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

/**
 * Names under which operators keep their state. A value here never changes once released: a
 * savepoint finds its operator by it.
 */
public final class Uids {

  /** Before the name of a feed: its source. */
  public static final String READ = "read-";

  /** Before the name of a feed: what decodes it. */
  public static final String DECODE = "decode-";

  /** Before the name of a feed: its records that name no sector beyond those always there. */
  public static final String SETTLED = "settled-";

  /** Before the name of a feed: its other records. */
  public static final String FURTHER_SECTORS = "further-sectors-";

  public static final String SUM_BOOKS = "sum-books";
  public static final String DECLARE_BASE = "declare-base";
  public static final String ASSESS_HEALTH = "assess-health";
  public static final String COUNT_IN_REGION_AND_NATION = "count-in-region-and-nation";
  public static final String SECTOR_HEALTH = "sector-health";
  public static final String WITHHOLD_RED = "withhold-red";
  public static final String HEARD_CHANGES = "heard-changes";
  public static final String HEARD_ASSET_STATES = "heard-asset-states";
  public static final String HEED_MAINTENANCE = "heed-maintenance";
  public static final String CONTROLS = "controls";
  public static final String PATTERNS = "patterns";
  public static final String CHANGE_SIGNALS = "change-signals";
  public static final String MATCH_SIGNALS = "match-signals";
  public static final String WITHHELD_SIGNALS = "withheld-signals";
  public static final String RESERVE_SIGNALS = "reserve-signals";
  public static final String NOTICE_SIGNALS = "notice-signals";
  public static final String TRACK_SITUATIONS = "track-situations";
  public static final String FORESEE_CLUSTERS = "foresee-clusters";
  public static final String TELL_SECTORS = "tell-sectors";
  public static final String WARN = "warn";
  public static final String SHADOW_MATCHES = "shadow-matches";
  public static final String DECIDE_ON_SHADOW = "decide-on-shadow";
  public static final String DECIDE_ON_STORMS = "decide-on-storms";
  public static final String DECIDE_ON_FAULTS = "decide-on-faults";
  public static final String WATCH_FEEDS = "watch-feeds";
  public static final String WATCH_JOB = "watch-job";
  public static final String AWAIT_TOPICS = "await-topics";
  public static final String TOLD_ONCE = "told-once";
  public static final String TOLD_AT_ONCE = "told-at-once";
  public static final String OUTPUTS_AT_ONCE = "outputs-at-once";
  public static final String OUTPUTS = "outputs";

  private Uids() {}
}

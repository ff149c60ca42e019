// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Takes controls and advisories, and hands each on once. An operator's word on an asset goes the
 * way of the readings and reports of that asset as well.
 *
 * <p>Remembers ids of controls and advisories ({@link SeenIds} says how long) and words on assets
 * ({@link HeldWords} says how long), both as list state.
 */
final class TakeNotices {

  private static final ListStateDescriptor<SeenId> SEEN_IDS =
      new ListStateDescriptor<>("seen-ids", SeenId.class);
  private static final ListStateDescriptor<HeldWord> WORDS =
      new ListStateDescriptor<>("held-words", HeldWord.class);

  private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();

  private final ListState<SeenId> seenState;
  private final ListState<HeldWord> wordsState;
  private final SeenIds seen = new SeenIds();
  private final HeldWords words = new HeldWords();
  private final TimeReached time;
  private final DecodeOutputs out;

  TakeNotices(OperatorStateStore store, TimeReached time, DecodeOutputs out) throws Exception {
    this.seenState = store.getListState(SEEN_IDS);
    this.wordsState = store.getListState(WORDS);
    this.time = time;
    this.out = out;
    seenState.get().forEach(seen::restore);
    wordsState.get().forEach(words::restore);
  }

  /**
   * A control or advisory has come.
   *
   * @param latest the newest event time of where it came from
   */
  void take(Decoded record, long latest) {
    Notice notice = requireNonNull(record.notice());
    long arrived = time.notLate(record, latest);
    if (!seen.isNew(idOf(record.lane(), notice, arrived), latest)) {
      out.count(record, Column.REPEATED);
      return;
    }
    Notice counts = notice.notBefore(arrived);
    Control control = counts.control();
    Observation word = control == null ? null : wordOf(control, record);
    if (word != null) {
      out.say(word);
    } else {
      out.count(record, Column.USED);
    }
    out.say(Decode.NOTICES, counts, arrived);
  }

  /** Writes it into the state, without what has ended or is of a lane that is not in use. */
  void snapshot() throws Exception {
    seen.forgetLanesBut(time::isInUse);
    seenState.update(seen.entries());
    words.forget(time.watermark(), time::isInUse);
    wordsState.update(words.entries());
  }

  private static SeenId idOf(String lane, Notice notice, long arrived) {
    long day = Math.max(notice.time(), arrived) + DAY_MILLIS;
    long held = notice.ends() == Control.OPEN_END ? Long.MIN_VALUE : notice.ends();
    return new SeenId(lane, notice.key(), Math.max(day, held));
  }

  /** What the control means for one asset: a word, or that the newest one is withdrawn. */
  private @Nullable Observation wordOf(Control control, Decoded record) {
    if (control.kind() == Control.Kind.WITHDRAW) {
      HeldWord held = words.withdraw(record.lane(), control);
      if (held == null || held.asset() == null) {
        return null;
      }
      Word gone = new Word(control.id(), null, Cause.UNKNOWN, control.until(), record.tlp());
      long from = Math.max(control.from(), held.from() + 1);
      return Observation.of(held.asset(), record.lane(), from, gone, record.origin());
    }
    Ruling set = control.set();
    if (set == null
        || control.target() != Control.Target.ASSET
        || !words.hear(record.lane(), control)) {
      return null;
    }
    Cause cause = set.cause() == null ? Cause.UNKNOWN : set.cause();
    Word word = new Word(control.id(), set.state(), cause, control.until(), record.tlp());
    return Observation.of(control.selected(), record.lane(), control.from(), word, record.origin())
        .came(record.raw());
  }
}

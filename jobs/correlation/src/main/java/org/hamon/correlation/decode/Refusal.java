// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * The first thing found wrong with the record at hand, if any, and what was understood of it before
 * and after: its time and its lane. Checks that all inputs share.
 */
final class Refusal {

  private static final long HOUR = 3_600_000;
  private static final int LONGEST_LABEL = 60;

  // what can stand in the name of a topic and of a file
  private static final Pattern EXERCISE =
      Pattern.compile("exercise/[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final @Nullable Clock clock;
  private @Nullable Reason reason;
  private @Nullable String unknownLabel;
  private String detail = "";
  private long time = Decoded.NO_TIME;
  private String lane = StateChange.ACTUAL;

  Refusal(@Nullable Clock clock) {
    this.clock = clock;
  }

  void clear() {
    reason = null;
    unknownLabel = null;
    detail = "";
    time = Decoded.NO_TIME;
    lane = StateChange.ACTUAL;
  }

  boolean isEmpty() {
    return reason == null;
  }

  Reason reason() {
    if (reason == null) {
      throw new IllegalStateException("Expected a reason to refuse the record, but there is none");
    }
    return reason;
  }

  String detail() {
    return detail;
  }

  long time() {
    return time;
  }

  String lane() {
    return lane;
  }

  /** Notes what is wrong, unless something was before. */
  void refuse(Reason why, String sentence) {
    if (reason == null) {
      reason = why;
      detail = sentence;
    }
  }

  /** Notes what is wrong, whatever was before. */
  void refuseAnew(Reason why, String sentence) {
    reason = why;
    detail = sentence;
  }

  /** The label, however it was written; of one that nobody knows, how the record is handled. */
  Tlp takeLabel(String text) {
    Tlp known = Tlp.of(text).orElse(null);
    if (known != null) {
      return known;
    }
    unknownLabel = Prose.of(text, LONGEST_LABEL);
    return Tlp.forUnknown(text);
  }

  /** The label that nobody knows; null if there is none. */
  @Nullable String unknownLabel() {
    return unknownLabel;
  }

  /**
   * The id of an asset in its canonical form; null if it can be none, which is noted.
   *
   * @param field where it stands
   */
  @Nullable String takeAssetId(String field, String text) {
    String id = CanonicalId.of(text);
    if (id == null && checkWord(field, text)) {
      refuse(
          Reason.BAD_ID,
          "expected "
              + field
              + " to be an id, but "
              + CanonicalId.fault(text).orElse("it is none"));
    }
    return id;
  }

  /** Notes that an object has that key twice, whatever was before. */
  void refuseRepeated(String key) {
    refuseAnew(Reason.DUPLICATE_KEY, "an object has the key " + quoted(key) + " twice");
  }

  /** Believes nothing of what was told of the lane: it was told twice. */
  void forgetLane() {
    lane = StateChange.ACTUAL;
  }

  /** Believes nothing of what was told of the time: it was told twice. */
  void forgetTime() {
    time = Decoded.NO_TIME;
  }

  void refuseMissing(String field) {
    refuse(Reason.MISSING_FIELD, field + " is missing or empty");
  }

  void refuseType(String field, String expected) {
    refuse(Reason.BAD_TYPE, "expected " + field + " to be " + expected);
  }

  /**
   * Whether a text may be an id or another word: it goes into keys and lines of outputs. Notes what
   * is wrong with it if not.
   */
  boolean checkWord(String field, String text) {
    int length = text.length();
    if (length > Limits.WORD) {
      refuse(Reason.TOO_LONG, field + " has more than " + Limits.WORD + " characters");
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x7F || c < ' ') {
        return checkCharacters(field, text);
      }
    }
    return true;
  }

  private boolean checkCharacters(String field, String text) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      refuse(Reason.BAD_TEXT, field + " has a control character");
      return false;
    }
    return checkWhole(field, text);
  }

  /** Whether each character of a text is whole; notes what is wrong with it if not. */
  boolean checkWhole(String field, String text) {
    if (Prose.isWhole(text)) {
      return true;
    }
    refuse(
        Reason.BAD_TEXT,
        field + " has half of a character: a surrogate of UTF-16 without the other one");
    return false;
  }

  /** Refuses a word that is none of those that are known. */
  void refuseWord(Reason reason, String word, String what, Stream<String> known) {
    refuse(reason, quoted(word) + " is no " + what + "; known: " + known.collect(joining(", ")));
  }

  /** A word that people write, in the form in which it is known: small, with no blanks around. */
  static String plain(String word) {
    return CanonicalId.stripped(word).toLowerCase(Locale.ROOT);
  }

  /** A word of a record as a sentence may repeat it. */
  static String quoted(String word) {
    return "'" + (word.length() <= 60 ? word : word.substring(0, 57) + "...") + "'";
  }

  /** Takes the event time of the record, as {@link Rfc3339} read it. */
  void takeTime(String field, long millis) {
    if (checkTime(field, millis)) {
      time = millis;
      checkNotInFuture(field, millis);
    }
  }

  /** Takes the event time of a record that may speak of the future. */
  void takePlannedTime(String field, long millis) {
    if (checkTime(field, millis)) {
      time = millis;
    }
  }

  /** Whether that is a time; notes what is wrong with it if it is none. */
  boolean checkTime(String field, long millis) {
    if (millis == Rfc3339.MALFORMED) {
      refuse(Reason.BAD_TIME, "expected " + field + " to be a time of RFC 3339 with offset or Z");
      return false;
    }
    if (millis < 0) {
      refuse(Reason.TIME_BEFORE_1970, field + " lies before 1970");
      return false;
    }
    return true;
  }

  /** Checks a further time of the record. */
  void checkFurtherTime(String field, long millis) {
    if (checkTime(field, millis)) {
      checkNotInFuture(field, millis);
    }
  }

  private void checkNotInFuture(String field, long millis) {
    if (clock != null && millis > clock.millis() + HOUR) {
      refuse(Reason.TIME_IN_FUTURE, field + " lies more than an hour ahead of the clock");
    }
  }

  void takeLane(String text) {
    if (text.equals(StateChange.ACTUAL)
        || text.equals("test")
        || EXERCISE.matcher(text).matches()) {
      lane = text;
    } else {
      refuse(
          Reason.BAD_LANE,
          "expected lane to be actual, test or exercise/<id>; such an id is 1 to 64 letters a to z"
              + " (large or small), digits, dots, underscores and hyphens, a letter or digit first");
    }
  }
}

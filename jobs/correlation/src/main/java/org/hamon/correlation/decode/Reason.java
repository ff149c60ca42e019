// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

/** Why a record cannot be used: the codes of the dead letters. A code never changes its meaning. */
public enum Reason {
  /** No value at all, as records that delete a key of a compacted topic have none. */
  NO_VALUE,
  /** Not one well-formed JSON text, or empty. */
  NOT_JSON,
  /** An object of the record or of its envelope has a key twice. */
  DUPLICATE_KEY,
  /** Objects and lists lie more than 100 deep in each other. */
  TOO_DEEP,
  /** A number or the name of a field has more than 1,000 characters, or a word more than 256. */
  TOO_LONG,
  /** More than 10,000 fields. */
  TOO_MANY_FIELDS,
  /** An id or another word has a control character, or half of a surrogate pair. */
  BAD_TEXT,
  /** Reading it failed in a way that nobody foresaw: a fault of the job, not of the record. */
  UNREADABLE,
  /** JSON, but not an object; or the {@code data} of a CloudEvent is none. */
  NOT_AN_OBJECT,
  /** A required field is absent, null or empty. */
  MISSING_FIELD,
  /** A field has another JSON type than it should have. */
  BAD_TYPE,
  /** A time that is not of RFC 3339. */
  BAD_TIME,
  TIME_BEFORE_1970,
  /**
   * More than an hour ahead of the clock, in a live run; or one of too many that are ahead and wait
   * for their time.
   */
  TIME_IN_FUTURE,
  UNKNOWN_STATE,
  /** A value that is not a finite JSON number. */
  NOT_A_NUMBER,
  UNKNOWN_CAUSE,
  /** Not a whole number from 0 to 4. */
  BAD_SEVERITY,
  /** A label that is no text. */
  BAD_TLP,
  /**
   * The id of an asset that can be none: it is empty, too long, has a blank within, or means a
   * sector in a region; or a sector that such an id stands in the way of.
   */
  BAD_ID,
  /** Not {@code actual}, {@code test} or {@code exercise/<id>}; or a lane the input cannot have. */
  BAD_LANE,
  /** A topology change whose {@code op} is none. */
  UNKNOWN_OP,
  /** A topology change whose {@code value} is not what its {@code op} needs. */
  BAD_VALUE,
  /** A sector that neither the ten nor the topology know, and that nobody declared in time. */
  UNKNOWN_SECTOR,
  /** Not a region of the form of ISO 3166-2. */
  BAD_REGION,
  /** More than 1 MiB; the dead letter holds the beginning. */
  TOO_LARGE,
  /** Not UTF-8 without byte order mark; the dead letter holds the bytes in base64. */
  BAD_ENCODING,
  /** The topology did not learn of the asset in time. */
  UNKNOWN_ASSET,
  /** A snapshot of which something was missing; the detail says what. */
  BAD_SNAPSHOT,
  /** The topology has no service level for the condition that a dependency triggers on. */
  UNKNOWN_CONDITION,
  /** The removal of something that is not there. */
  NOT_THERE,
  /** The removal of a sector that something of the topology still names. */
  SECTOR_IN_USE,
  /** A CloudEvent that is not one of version 1.0, or has no data that could be read. */
  BAD_CLOUDEVENT,
  /** A control or advisory whose {@code kind} is none. */
  UNKNOWN_KIND,
  /** A selector that is none, names several things, or names what that kind cannot select. */
  BAD_SELECTOR,
  /** A control that would end before it begins. */
  UNTIL_BEFORE_FROM,
  /** An advisory that would expire before it was told. */
  EXPIRES_BEFORE_AT,
  /** An override that sets nothing, or something that what it selects does not have. */
  BAD_SET,
  /** Another lane than the actual one, while as many others are in use as are allowed. */
  TOO_MANY_LANES,
  /** A pattern that is none, or that has errors; the detail names all of them. */
  BAD_PATTERN,
  /** A reading further behind its partition than the disorder bound; goes to {@code late}. */
  LATE
}

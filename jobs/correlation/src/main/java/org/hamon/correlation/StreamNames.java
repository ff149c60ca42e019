// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hamon.patterns.language.StateChange;

/**
 * Names the topics and files of all that users name: recipients and lanes. Nothing else does.
 *
 * <p>No two streams have one name, also where {@code .} and {@code _} are the same (Kafka) or where
 * case is ignored (file systems): a name holds small letters, digits and hyphens only. A plain name
 * is kept as long as nothing else could have it; every other is a readable part and a hash of what
 * it stands for. See docs/decisions/0086-names-of-streams.md for why no two can meet.
 *
 * @param byOwner the streams of the recipients that are declared
 */
public record StreamNames(Map<StreamOwner, String> byOwner) implements Serializable {

  /** What Kafka allows for prefix and name. */
  public static final int KAFKA_LENGTH = 249;

  /** Room for the name of a file: as much as a topic has behind the default prefix. */
  public static final int FILE_LENGTH = 243;

  /** Of ids that name streams, so that a name is never mostly hash. */
  public static final int ID_LENGTH = 200;

  private static final String OWN = Output.WARNINGS + "-";
  private static final String EXERCISE = "exercise/";
  private static final int READABLE = 60;

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

  /** Ends as a hashed name does. */
  private static final Pattern HASHED = Pattern.compile(".*-x[0-9a-f]{20}");

  /** In the id of an exercise: together with a stream it could read like another pair. */
  private static final Pattern AMBIGUOUS = Pattern.compile(".*-" + Output.WARNINGS + "(-.*)?");

  private static final Pattern NOT_READABLE = Pattern.compile("[^a-z0-9]+");

  public StreamNames {
    byOwner = Map.copyOf(byOwner);
  }

  /** The names of recipients that are declared together: which is first makes no difference. */
  public static StreamNames of(Collection<StreamOwner> declared) {
    Set<StreamOwner> owners = new TreeSet<>(declared);
    Map<String, Integer> claims = new HashMap<>();
    owners.forEach(owner -> claims.merge(plain(owner), 1, Integer::sum));
    Map<StreamOwner, String> names = new TreeMap<>();
    for (StreamOwner owner : owners) {
      boolean alone = claims.getOrDefault(plain(owner), 0) == 1;
      names.put(owner, alone ? plainOrHashed(owner, Set.of()) : hashed(owner));
    }
    return new StreamNames(names);
  }

  /** Names of sectors that have one recipient each. */
  public static StreamNames ofSectors(Collection<String> sectors) {
    return of(sectors.stream().map(sector -> new StreamOwner(sector, "")).toList());
  }

  /**
   * The stream of the recipient's own, for example {@code warnings-ict}. Of those that are declared
   * later, while the job runs, a sector takes nobody's name, and a community has a hashed one: it
   * could be called like a sector that is declared later still.
   */
  public String of(StreamOwner owner) {
    String name = byOwner.get(owner);
    if (name != null) {
      return name;
    }
    return owner.community().isEmpty() ? plainOrHashed(owner, byOwner.values()) : hashed(owner);
  }

  /**
   * The name of a stream in a lane, without prefix: the stream's own in the actual lane, else with
   * {@code exercise-<id>-} or {@code test-} before it.
   *
   * @param room characters that the name may have
   */
  public static String inLane(String lane, String stream, int room) {
    String joined = lane.equals(StateChange.ACTUAL) ? stream : beforeIn(lane) + "-" + stream;
    boolean plain = PLAIN.matcher(joined).matches() && !AMBIGUOUS.matcher(lane).matches();
    return plain && joined.length() <= room
        ? joined
        : hashed(joined, room, "stream in lane", lane, stream);
  }

  /** What stands before the streams of another lane. */
  private static String beforeIn(String lane) {
    return lane.startsWith(EXERCISE) ? "exercise-" + lane.substring(EXERCISE.length()) : lane;
  }

  /** What a name may have of a topic's length behind the prefix. */
  public static int roomBehind(String prefix) {
    return KAFKA_LENGTH - prefix.length();
  }

  private static String plain(StreamOwner owner) {
    return owner.community().isEmpty()
        ? OWN + owner.sector()
        : OWN + owner.sector() + "-" + owner.community();
  }

  private static String plainOrHashed(StreamOwner owner, Collection<String> taken) {
    String plain = plain(owner);
    boolean free =
        PLAIN.matcher(plain).matches()
            && !HASHED.matcher(plain).matches()
            && !plain.equals(Output.WARNINGS_CURRENT)
            && !taken.contains(plain)
            && plain.length() <= FILE_LENGTH;
    return free ? plain : hashed(owner);
  }

  private static String hashed(StreamOwner owner) {
    return hashed(plain(owner), FILE_LENGTH, "recipient", owner.sector(), owner.community());
  }

  private static String hashed(String whole, int room, String kind, String... parts) {
    String hash = "x" + Ids.ofName(kind, parts);
    String readable =
        NOT_READABLE
            .matcher(Normalizer.normalize(whole, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
            .replaceAll("-");
    int length = Math.min(Math.min(READABLE, readable.length()), room - hash.length() - 1);
    return (readable.substring(0, Math.max(0, length)) + "-").replaceAll("-+$", "-") + hash;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of good records what nobody should send. */
final class Mutations {

  private static final String TIME = "\"2018-09-05T18:25:00Z\"";

  private static final Map<Input, List<String>> GOOD =
      Map.of(
          Input.TELEMETRY,
          List.of(
              "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1.5,\"time\":" + TIME + "}",
              "{\"asset\":\"変電所-1\",\"metric\":\"battery\",\"value\":-3e2,\"time\":"
                  + TIME
                  + ",\"tlp\":\"TLP:GREEN\",\"lane\":\"exercise/e\",\"unit\":\"Hz\"}"),
          Input.FAILURE_REPORTS,
          List.of(
              "{\"id\":\"r1\",\"asset\":\"a\",\"state\":\"stopped\",\"reportedAt\":"
                  + TIME
                  + ",\"occurredAt\":"
                  + TIME
                  + ",\"cause\":\"natural\",\"severity\":3,\"reporter\":\"op\",\"tlp\":\"TLP:RED\","
                  + "\"text\":\"x\",\"lane\":\"test\"}",
              "{\"id\":\"r2\",\"sector\":\"ict\",\"region\":\"JP-01\",\"state\":\"normal\","
                  + "\"reportedAt\":"
                  + TIME
                  + "}"),
          Input.TOPOLOGY_CHANGES,
          List.of(
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"upsert-asset\",\"value\":{\"id\":\"b\",\"name\":\"B\","
                  + "\"sector\":\"ict\",\"people\":120000,\"every\":\"30s\",\"lat\":42.7,\"lon\":1}}",
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"upsert-dependency\",\"value\":{\"id\":\"d\",\"provider\":\"a\","
                  + "\"dependent\":\"b\",\"type\":\"physical\",\"needs\":1,\"strength\":0.85,"
                  + "\"buffer\":{\"p10\":\"1h\",\"p50\":\"4h\",\"p90\":\"24h\"},"
                  + "\"trigger\":{\"state\":\"stopped\"}}}",
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"upsert-service-level\",\"value\":{\"id\":\"low\",\"sector\":\"ict\","
                  + "\"metric\":\"m\",\"stopped\":{\"below\":49.0},\"hold\":\"2s\"}}",
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"upsert-region\",\"value\":{\"id\":\"JP-01\",\"name\":{\"en\":\"H\"},"
                  + "\"timeZone\":\"Asia/Tokyo\",\"people\":5}}",
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"snapshot-end\",\"snapshot\":\"s\",\"value\":{\"count\":2}}"),
          Input.PATTERNS,
          List.of(
              "{\"validFrom\":"
                  + TIME
                  + ",\"op\":\"upsert\",\"pattern\":{\"id\":\"p\",\"version\":1,\"title\":\"t\","
                  + "\"status\":\"stable\",\"severity\":1,\"failure\":\"cascading\","
                  + "\"root\":{\"sector\":\"electricity\",\"kind\":[\"plant\"]},"
                  + "\"sequence\":[{\"a\":{\"at\":\"root\",\"state\":\"stopped\"}},"
                  + "{\"b\":{\"downstream\":\"1..2\",\"atLeast\":2,\"state\":[\"stopped\"]}}],"
                  + "\"within\":\"5m\",\"where\":\"root.people > 10 || change.people + 1 > 2\"}}",
              "{\"validFrom\":" + TIME + ",\"op\":\"remove\",\"pattern\":{\"id\":\"p\"}}"),
          Input.CONTROLS,
          List.of(
              "{\"id\":\"m1\",\"kind\":\"maintenance\",\"at\":"
                  + TIME
                  + ",\"by\":\"x\",\"selector\":{\"asset\":\"a\"},\"from\":"
                  + TIME
                  + ",\"until\":\"2018-09-05T19:25:00Z\"}",
              "{\"id\":\"m2\",\"kind\":\"override\",\"at\":"
                  + TIME
                  + ",\"selector\":{\"asset\":\"a\"},\"set\":{\"state\":\"normal\","
                  + "\"cause\":\"human\"}}",
              "{\"id\":\"m3\",\"kind\":\"withdraw\",\"at\":" + TIME + ",\"of\":\"m1\"}",
              "{\"id\":\"m4\",\"kind\":\"comment\",\"at\":"
                  + TIME
                  + ",\"selector\":{\"situation\":\"s-1\"},\"text\":\"x\"}"),
          Input.ADVISORIES,
          List.of(
              "{\"id\":\"q1\",\"kind\":\"hazard\",\"at\":"
                  + TIME
                  + ",\"areas\":[\"JP-01\"],\"sectors\":[\"ict\"],\"cause\":\"natural\","
                  + "\"severity\":4,\"tlp\":\"TLP:GREEN\",\"text\":\"x\",\"expires\":"
                  + "\"2018-09-05T20:25:00Z\"}"));

  /** A name, a text, a number or a word of JSON. */
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d[0-9.eE+-]*|true|false|null|[{}\\[\\],:]");

  private static final String[] VALUES = {
    "0",
    "-0",
    "1e999999999",
    "-1e-999999999",
    "NaN",
    "-Infinity",
    "9223372036854775808",
    "3.0",
    "1.2e5",
    "7".repeat(999),
    "7".repeat(1_001),
    "0." + "3".repeat(2_000),
    "1e" + "9".repeat(50),
    "null",
    "true",
    "[]",
    "{}",
    "[[]]",
    "{\"a\":{\"a\":[]}}",
    "{\"a\":1,\"a\":2}",
    "\"\"",
    "\" \"",
    "\"\\ud800\"",
    "\"\\udc00x\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u0000\"",
    "\"a\\u001b[31m\"",
    "\"\u3000a\u00a0\"",
    "\"a b\"",
    "\"か\u3099\"",
    "\"ict@JP-01\"",
    "\"TLP:WHITE\"",
    "\"amber\"",
    "\"INFRARED\"",
    "\"TLP:EX:CHR\"",
    "\"2017-01-01T05:29:60+05:30\"",
    "\"9999-12-31T23:59:59Z\"",
    "\"0000-01-01T00:00:00Z\"",
    "\"1970-01-01T00:00:00Z\"",
    "\"PT99999999999999H\"",
    "\"99999d\"",
    "\"P1Y\"",
    "\"exercise/x\"",
    "\"exercise/../x\"",
    "\"stopped\"",
    "\"upsert-link\"",
    "\"remove-asset\"",
    "\"snapshot-begin\"",
    "\"JP-13\"",
    "\"" + "x".repeat(300) + "\"",
    "\"" + "長".repeat(5_000) + "\"",
    "\"%s %n {0} ${x}\"",
    "\"1..99999999999\""
  };

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** A record that was good before it was changed in one to four ways. */
  byte[] next(Input input) {
    List<String> good = GOOD.get(input);
    String text = good.get(random.nextInt(good.size()));
    int times = random.nextInt(5);
    for (int i = 0; i < times; i++) {
      text = changed(text, input);
    }
    for (int depth = random.nextInt(8); depth > 5; depth--) {
      text = enveloped(text);
      if (random.nextInt(4) == 0) {
        text = changed(text, input);
      }
    }
    byte[] bytes = text.getBytes(UTF_8);
    return random.nextInt(5) == 0 ? changed(bytes) : bytes;
  }

  private String changed(String text, Input input) {
    List<int[]> tokens =
        TOKEN.matcher(text).results().map(found -> new int[] {found.start(), found.end()}).toList();
    if (tokens.isEmpty()) {
      return text;
    }
    int[] token = tokens.get(random.nextInt(tokens.size()));
    String before = text.substring(0, token[0]);
    String at = text.substring(token[0], token[1]);
    String behind = text.substring(token[1]);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> replacedValue(text);
      case 3 -> before + VALUES[random.nextInt(VALUES.length)] + behind;
      case 4 -> before + behind;
      case 5 -> before + at + at + behind;
      case 6 -> withField(text, fieldOf(text), VALUES[random.nextInt(VALUES.length)]);
      case 7 -> withField(text, "\"f" + random.nextInt(9) + "\"", nested());
      case 8 -> withField(text, name(), "1");
      case 9 -> {
        List<String> others = GOOD.get(Input.values()[random.nextInt(Input.values().length)]);
        yield withField(text, fieldOf(others.get(0)), VALUES[random.nextInt(VALUES.length)]);
      }
      case 10 -> before + at + " \t\r\n" + behind;
      default -> {
        List<String> good = GOOD.get(input);
        yield good.get(random.nextInt(good.size())).substring(0, 1) + text.substring(1);
      }
    };
  }

  /** The text with another value of one of its fields. */
  private String replacedValue(String text) {
    Matcher values =
        Pattern.compile(":(\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d[0-9.eE+-]*|true|false|null)")
            .matcher(text);
    List<int[]> found = values.results().map(v -> new int[] {v.start(1), v.end(1)}).toList();
    if (found.isEmpty()) {
      return text;
    }
    int[] one = found.get(random.nextInt(found.size()));
    return text.substring(0, one[0])
        + VALUES[random.nextInt(VALUES.length)]
        + text.substring(one[1]);
  }

  private static String withField(String text, String name, String value) {
    int end = text.lastIndexOf('}');
    return end < 0 ? text : text.substring(0, end) + "," + name + ":" + value + text.substring(end);
  }

  private String fieldOf(String text) {
    List<String> names =
        Pattern.compile("\"[^\"\\\\]*\"(?=:)").matcher(text).results().map(m -> m.group()).toList();
    return names.isEmpty() ? "\"x\"" : names.get(random.nextInt(names.size()));
  }

  private String name() {
    return switch (random.nextInt(5)) {
      case 0 -> "\"\"";
      case 1 -> "\"" + "n".repeat(900 + random.nextInt(200)) + "\"";
      case 2 -> "\"\\ud800\"";
      case 3 -> "\"\\u0000\"";
      default -> "\"" + "長".repeat(random.nextInt(400)) + "\"";
    };
  }

  private String nested() {
    int depth = random.nextInt(4) == 0 ? 3_000 : random.nextInt(120);
    return switch (random.nextInt(4)) {
      case 0 -> "[".repeat(depth) + "]".repeat(depth);
      case 1 -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
      case 2 -> "[{\"a\":".repeat(depth);
      default -> "[" + "{},".repeat(depth) + "1]";
    };
  }

  private String enveloped(String data) {
    String start = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",";
    return random.nextBoolean()
        ? start + "\"data\":" + data + "}"
        : start
            + "\"data_base64\":\""
            + Base64.getEncoder().encodeToString(data.getBytes(UTF_8))
            + "\"}";
  }

  private byte[] changed(byte[] bytes) {
    byte[] changed = bytes.clone();
    if (changed.length == 0) {
      return changed;
    }
    int at = random.nextInt(changed.length);
    switch (random.nextInt(5)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] = (byte) random.nextInt(256);
      case 2 -> changed = Arrays.copyOf(changed, at);
      case 3 -> changed = Arrays.copyOfRange(changed, at, changed.length);
      default -> {
        byte[] more = new byte[1 + random.nextInt(40)];
        random.nextBytes(more);
        System.arraycopy(more, 0, changed, at, Math.min(more.length, changed.length - at));
      }
    }
    return changed;
  }
}

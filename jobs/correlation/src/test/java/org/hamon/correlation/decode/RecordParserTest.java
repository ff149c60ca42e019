// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {

  private static final Origin ORIGIN = new Origin("some-topic", 3, 17);
  private static final Instant NOW = Instant.parse("2018-09-05T18:25:00Z");

  private final RecordParser parser = new RecordParser(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void exampleUsage() {
    Decoded reading =
        parse(
            Input.TELEMETRY,
            "{'asset':'sub-1','metric':'frequency','value':49.1,'time':'2018-09-06T03:25:00.5+09:00'}");

    assertThat(reading.isDead()).isFalse();
    assertThat(reading.asset()).isEqualTo("sub-1");
    assertThat(reading.metric()).isEqualTo("frequency");
    assertThat(reading.value()).isEqualTo(49.1);
    assertThat(reading.time()).isEqualTo(Instant.parse("2018-09-05T18:25:00.500Z").toEpochMilli());
    assertThat(reading.tlp()).isEqualTo(Tlp.AMBER);
    assertThat(reading.lane()).isEqualTo("actual");
    assertThat(reading.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void readingTakesItsLabelAndLaneAndIgnoresWhatItDoesNotKnow() {
    Decoded reading =
        parse(
            Input.TELEMETRY,
            "{'x':{'asset':['no']},'tlp':'TLP:GREEN','lane':'exercise/e-1','value':-3,'metric':'m',"
                + "'time':'2018-09-05T18:25:00Z','asset':'a','y':[1,{'z':2}]}\r\n");

    assertThat(reading.reason()).isNull();
    assertThat(reading.tlp()).isEqualTo(Tlp.GREEN);
    assertThat(reading.lane()).isEqualTo("exercise/e-1");
    assertThat(reading.value()).isEqualTo(-3.0);
  }

  @Test
  void reportWithoutOptionalFieldsGetsTheirDefaults() {
    Decoded decoded =
        parse(
            Input.FAILURE_REPORTS,
            "{'id':'r1','asset':'a','state':'stopped','reportedAt':'2018-09-05T18:25:00Z'}");

    Report report = decoded.report();
    assertThat(report).isNotNull();
    assertThat(report.state()).isEqualTo(AssetState.STOPPED);
    assertThat(report.occurredAt()).isEqualTo(report.reportedAt()).isEqualTo(NOW.toEpochMilli());
    assertThat(report.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(report.severity()).isEqualTo(-1);
    assertThat(report.tlp()).isEqualTo(Tlp.AMBER_STRICT);
    assertThat(decoded.asset()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOPPED", " stopped", "Stopped\u3000", "\u00A0sToPpEd "})
  void statesAndCausesAreReadInAnyCaseAndWithBlanksAround(String state) {
    Report report =
        parse(Input.FAILURE_REPORTS, report("state", "'" + state + "','cause':' Natural '"))
            .report();

    assertThat(report).isNotNull();
    assertThat(report.state()).isEqualTo(AssetState.STOPPED);
    assertThat(report.cause()).isEqualTo(Cause.NATURAL);
  }

  @Test
  void reportKeepsWhatItSays() {
    Decoded decoded =
        parse(
            Input.FAILURE_REPORTS,
            "{'id':'r1','asset':'a','state':'unusable','reportedAt':'2018-09-05T18:25:00Z',"
                + "'occurredAt':'2018-09-05T12:00:00Z','cause':'natural','severity':3,'reporter':'op-x',"
                + "'tlp':'TLP:CLEAR','text':'secret','lane':'test'}");

    Report report = decoded.report();
    assertThat(report).isNotNull();
    assertThat(report.state()).isEqualTo(AssetState.UNUSABLE);
    assertThat(report.occurredAt()).isEqualTo(Instant.parse("2018-09-05T12:00:00Z").toEpochMilli());
    assertThat(report.cause()).isEqualTo(Cause.NATURAL);
    assertThat(report.severity()).isEqualTo(3);
    assertThat(report.tlp()).isEqualTo(Tlp.CLEAR);
    assertThat(decoded.lane()).isEqualTo("test");
    assertThat(decoded.toString()).doesNotContain("op-x").doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "TLP:WHITE, TLP:CLEAR, false",
    "amber, TLP:AMBER, false",
    "Tlp:Amber, TLP:AMBER, false",
    "TLP-GREEN, TLP:GREEN, false",
    "TLP AMBER STRICT, TLP:AMBER+STRICT, false",
    "tlp_amber+strict, TLP:AMBER+STRICT, false",
    "ＴＬＰ：ＲＥＤ, TLP:RED, false",
    "'  red　', TLP:RED, false",
    "TLP:RED+STRICT, TLP:RED, true",
    "TLP:EX:CHR, TLP:AMBER+STRICT, true",
    "public, TLP:AMBER+STRICT, true",
    "'', TLP:AMBER+STRICT, true",
  })
  void labelIsReadAsPeopleWriteIt_andHandledStrictlyWhereNobodyKnowsIt(
      String written, String handled, boolean unknown) {
    for (Decoded decoded :
        List.of(
            parse(Input.TELEMETRY, reading("tlp", "'" + written + "'")),
            parse(Input.FAILURE_REPORTS, report("tlp", "'" + written + "'")),
            parse(Input.ADVISORIES, advisory(",'tlp':'" + written + "'")))) {
      assertThat(decoded.reason()).isNull();
      assertThat(decoded.tlp().label()).isEqualTo(handled);
      assertThat(decoded.unknownLabel()).isEqualTo(unknown ? written : null);
    }
  }

  @Test
  void idIsReadInItsCanonicalForm() {
    String decomposed = "'\u3000\u30AB\u3099\u30B9-1\u00A0'";

    assertThat(parse(Input.TELEMETRY, reading("asset", decomposed)).asset()).isEqualTo("ガス-1");
    assertThat(parse(Input.FAILURE_REPORTS, report("asset", decomposed)).asset()).isEqualTo("ガス-1");
    assertThat(
            parse(
                    Input.CONTROLS,
                    "{'id':' m1 ','kind':'silence','at':'2018-09-05T18:25:00Z',"
                        + "'selector':{'asset':"
                        + decomposed
                        + "}}")
                .notice()
                .control())
        .satisfies(
            control -> {
              assertThat(control.selected()).isEqualTo("ガス-1");
              assertThat(control.id()).isEqualTo("m1");
            });
    assertThat(parse(Input.FAILURE_REPORTS, report("id", "'report 17 '")).report().id())
        .isEqualTo("report 17 ");
  }

  @Test
  void reportOnASectorInARegionActsOnTheirPseudoAsset() {
    Decoded decoded =
        parse(
            Input.FAILURE_REPORTS,
            "{'id':'r1','sector':'ict','region':'JP-01','state':'degraded',"
                + "'reportedAt':'2018-09-05T18:25:00Z'}");

    assertThat(decoded.asset()).isEqualTo("ict@JP-01");
    assertThat(decoded.report()).isNotNull();
    assertThat(decoded.report().pseudoSector()).isEqualTo("ict");
    assertThat(decoded.report().pseudoRegion()).isEqualTo("JP-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'specversion':'1.0','id':'1','source':'s','type':'t','time':'2001-01-01T00:00:00Z','data':%s}",
        "{'data':%s,'asset':'not-me','lane':7,'source':'s','type':'t','id':'1','specversion':'1.0'}",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','datacontenttype':'application/json',"
            + "'data':%s}"
      })
  void structuredCloudEventCountsAsItsData(String envelope) {
    Decoded reading =
        parse(
            Input.TELEMETRY,
            envelope.formatted(
                "{'asset':'a','metric':'m','value':1,'time':'2018-09-05T18:25:00Z'}"));
    Decoded report =
        parse(
            Input.FAILURE_REPORTS,
            envelope.formatted(
                "{'id':'r1','asset':'a','state':'normal','reportedAt':'2018-09-05T18:25:00Z'}"));
    Decoded change =
        parse(
            Input.TOPOLOGY_CHANGES,
            envelope.formatted(
                "{'validFrom':'2018-09-05T18:25:00Z','op':'remove-asset','value':{'id':'a'}}"));

    Decoded control = parse(Input.CONTROLS, envelope.formatted(control("")));
    Decoded advisory = parse(Input.ADVISORIES, envelope.formatted(advisory("")));

    assertThat(control.notice()).isNotNull();
    assertThat(advisory.notice()).isNotNull();
    assertThat(reading.asset()).isEqualTo("a");
    assertThat(reading.time()).isEqualTo(NOW.toEpochMilli());
    assertThat(report.report()).isNotNull();
    assertThat(change.change()).isNotNull();
    assertThat(change.change().id()).isEqualTo("a");
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void dataOfACloudEventMayBeInBase64(Input input) {
    String data = Base64.getEncoder().encodeToString(bytes(plain(input)));

    Decoded decoded =
        parse(
            input,
            "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':'" + data + "'}");

    assertThat(decoded.reason()).as(decoded.detail()).isNull();
    assertThat(decoded.time()).isEqualTo(NOW.toEpochMilli());
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        arguments(Reason.BAD_CLOUDEVENT, "'id':'1','source':'s','type':'t'", "no data"),
        arguments(Reason.BAD_CLOUDEVENT, "'source':'s','type':'t','data':{}", "no id"),
        arguments(Reason.BAD_CLOUDEVENT, "'id':'','source':'s','type':'t','data':{}", "no id"),
        arguments(Reason.BAD_CLOUDEVENT, "'id':'1','type':'t','data':{}", "no source"),
        arguments(Reason.BAD_CLOUDEVENT, "'id':'1','source':'s','type':7,'data':{}", "type"),
        arguments(
            Reason.BAD_CLOUDEVENT,
            "'id':'1','source':'s','type':'t','data':{},'data_base64':'e30='",
            "data twice"),
        arguments(
            Reason.BAD_CLOUDEVENT, "'id':'1','source':'s','type':'t','data_base64':'*'", "base64"),
        arguments(
            Reason.BAD_CLOUDEVENT,
            "'id':'1','source':'s','type':'t','data_base64':'e30'" + ",'time':'noon'",
            "time"),
        arguments(
            Reason.BAD_CLOUDEVENT,
            "'id':'1','source':'s','type':'t','data_base64':'e317fQ=='",
            "two texts in base64"),
        arguments(
            Reason.BAD_CLOUDEVENT,
            "'id':'1','source':'s','type':'t','datacontenttype':'text/plain','data':{}",
            "no JSON"),
        arguments(
            Reason.NOT_AN_OBJECT, "'id':'1','source':'s','type':'t','data':'x'", "data is text"),
        arguments(
            Reason.NOT_AN_OBJECT, "'id':'1','source':'s','type':'t','data':null", "data is null"),
        arguments(
            Reason.NOT_AN_OBJECT,
            "'id':'1','source':'s','type':'t','data_base64':'W10='",
            "a list in base64"));
  }

  @ParameterizedTest(name = "{2}: {0}")
  @MethodSource("badEvents")
  void refusesACloudEventThatIsNone(Reason reason, String fields, String what) {
    for (Input input : Input.values()) {
      assertDead(input, "{'specversion':'1.0'," + fields + "}", reason);
      assertDead(
          input,
          "{'specversion':'0.3','id':'1','source':'s','type':'t','data':{}}",
          Reason.BAD_CLOUDEVENT);
    }
  }

  @Test
  void aPlainReadingMayHaveAFieldNamedData() {
    Decoded reading =
        parse(
            Input.TELEMETRY,
            "{'data':{},'asset':'a','metric':'m','value':1,'time':'2018-09-05T18:25:00Z'}");

    assertThat(reading.reason()).isNull();
  }

  @Test
  void topologyMayChangeInTheFuture() {
    Decoded change =
        parse(
            Input.TOPOLOGY_CHANGES,
            "{'validFrom':'2030-01-01T00:00:00Z','op':'upsert-asset',"
                + "'value':{'id':'a','name':'A','sector':'ict'}}");

    assertThat(change.reason()).isNull();
    assertThat(change.change()).isNotNull();
    assertThat(change.change().asset()).isNotNull();
  }

  @Test
  void timesInTheFutureAreFineWithoutAClock() {
    Decoded reading =
        new RecordParser(null)
            .parse(
                Input.TELEMETRY,
                ORIGIN,
                bytes("{'asset':'a','metric':'m','value':1,'time':'2018-09-05T23:00:00Z'}"));

    assertThat(reading.reason()).isNull();
  }

  static Stream<Arguments> badReadings() {
    return Stream.of(
        arguments(Reason.NOT_JSON, "", "empty"),
        arguments(Reason.NOT_JSON, "\r\n", "blank"),
        arguments(Reason.NOT_JSON, "hello", "no JSON"),
        arguments(Reason.NOT_JSON, "{'asset':'a','metric':'m','value':1,", "cut off"),
        arguments(
            Reason.NOT_JSON, reading("asset", "'a'") + reading("asset", "'a'"), "two records"),
        arguments(Reason.NOT_JSON, "{'specversion':'1.0','data':{'asset':'a'", "envelope cut off"),
        arguments(Reason.NOT_JSON, "[1,2", "array cut off"),
        arguments(Reason.NOT_AN_OBJECT, "[]", "array"),
        arguments(Reason.NOT_AN_OBJECT, "'a'", "string"),
        arguments(Reason.NOT_AN_OBJECT, "null", "null"),
        arguments(Reason.BAD_CLOUDEVENT, "{'specversion':'1.0','data':'x'}", "half an envelope"),
        arguments(Reason.MISSING_FIELD, "{}", "nothing"),
        arguments(Reason.MISSING_FIELD, reading("asset", "null"), "null asset"),
        arguments(Reason.MISSING_FIELD, reading("asset", "''"), "empty asset"),
        arguments(Reason.MISSING_FIELD, reading("asset", "' '"), "blank asset"),
        arguments(Reason.MISSING_FIELD, reading("metric", "null"), "no metric"),
        arguments(Reason.MISSING_FIELD, reading("value", "null"), "no value"),
        arguments(Reason.MISSING_FIELD, reading("time", "null"), "no time"),
        arguments(Reason.MISSING_FIELD, reading("time", "''"), "empty time"),
        arguments(Reason.BAD_TYPE, reading("asset", "7"), "number as asset"),
        arguments(Reason.BAD_TYPE, reading("metric", "['m']"), "list as metric"),
        arguments(Reason.BAD_TYPE, reading("value", "true"), "truth as value"),
        arguments(Reason.BAD_TYPE, reading("value", "{'v':1}"), "object as value"),
        arguments(Reason.BAD_TYPE, reading("time", "1536171900000"), "number as time"),
        arguments(Reason.BAD_TYPE, reading("lane", "1"), "number as lane"),
        arguments(Reason.BAD_TIME, reading("time", "'yesterday'"), "word as time"),
        arguments(Reason.BAD_TIME, reading("time", "'2018-09-05T18:25:00'"), "no offset"),
        arguments(Reason.BAD_TIME, reading("time", "'2018-02-30T18:25:00Z'"), "no such day"),
        arguments(Reason.TIME_BEFORE_1970, reading("time", "'1969-12-31T23:59:59Z'"), "too old"),
        arguments(Reason.TIME_IN_FUTURE, reading("time", "'2018-09-05T19:25:00.001Z'"), "to come"),
        arguments(Reason.NOT_A_NUMBER, reading("value", "NaN"), "NaN"),
        arguments(Reason.NOT_A_NUMBER, reading("value", "-Infinity"), "infinite"),
        arguments(Reason.NOT_A_NUMBER, reading("value", "1e999"), "too large"),
        arguments(Reason.NOT_A_NUMBER, reading("value", "'49.1'"), "string as value"),
        arguments(Reason.BAD_TLP, reading("tlp", "{}"), "object as label"),
        arguments(Reason.BAD_LANE, reading("lane", "'live'"), "no such lane"),
        arguments(Reason.BAD_LANE, reading("lane", "'exercise/'"), "exercise without id"),
        arguments(Reason.BAD_LANE, reading("lane", "'exercise/../x'"), "id that is a path"));
  }

  @Test
  void namesTheWordsThatThereAreWhereAnotherIsWritten() {
    assertThat(parse(Input.FAILURE_REPORTS, report("state", "'HALTED'")).detail())
        .startsWith("'HALTED' is no state; known: ")
        .contains("normal", "degraded", "unusable", "stopped", "recovering", "unknown");
    assertThat(parse(Input.FAILURE_REPORTS, report("cause", "'magic'")).detail())
        .startsWith("'magic' is no class of cause; known: ")
        .contains("outsourcing");
    assertThat(parse(Input.TOPOLOGY_CHANGES, change("op", "'explode'")).detail())
        .startsWith("'explode' is no op; known: ")
        .contains("upsert-asset", "snapshot-end");
    assertThat(parse(Input.PATTERNS, pattern("explode", PATTERN)).detail())
        .contains("upsert or remove", "'explode'");
    assertThat(parse(Input.TELEMETRY, reading("lane", "'exercise/a b'")).detail())
        .contains("exercise/<id>", "1 to 64 letters");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("badReadings")
  void badReadingIsADeadLetter(Reason reason, String text, String what) {
    assertDead(Input.TELEMETRY, text, reason);
  }

  static Stream<Arguments> badReports() {
    return Stream.of(
        arguments(Reason.NOT_JSON, "{", "cut off"),
        arguments(Reason.NOT_JSON, "{} {}", "two records"),
        arguments(Reason.NOT_AN_OBJECT, "3", "number"),
        arguments(Reason.BAD_CLOUDEVENT, "{'specversion':'1.0','data':[]}", "half an envelope"),
        arguments(Reason.MISSING_FIELD, report("id", "''"), "empty id"),
        arguments(Reason.MISSING_FIELD, report("state", "null"), "no state"),
        arguments(Reason.MISSING_FIELD, report("reportedAt", "null"), "no time"),
        arguments(Reason.MISSING_FIELD, report("asset", "null"), "no asset"),
        arguments(Reason.MISSING_FIELD, report("asset", "null,'sector':'ict'"), "no region"),
        arguments(Reason.BAD_TYPE, report("id", "1"), "number as id"),
        arguments(Reason.BAD_TYPE, report("state", "{}"), "object as state"),
        arguments(Reason.BAD_TYPE, report("lane", "[]"), "list as lane"),
        arguments(Reason.BAD_TIME, report("reportedAt", "'2018'"), "year as time"),
        arguments(Reason.BAD_TIME, report("occurredAt", "'noon'"), "word as time"),
        arguments(Reason.TIME_BEFORE_1970, report("occurredAt", "'1800-01-01T00:00:00Z'"), "old"),
        arguments(Reason.TIME_IN_FUTURE, report("reportedAt", "'2019-01-01T00:00:00Z'"), "to come"),
        arguments(Reason.UNKNOWN_STATE, report("state", "'broken'"), "no such state"),
        arguments(Reason.UNKNOWN_CAUSE, report("cause", "'magic'"), "no such cause"),
        arguments(Reason.BAD_TYPE, report("cause", "1"), "number as cause"),
        arguments(Reason.BAD_SEVERITY, report("severity", "5"), "too severe"),
        arguments(Reason.BAD_SEVERITY, report("severity", "-1"), "less than nothing"),
        arguments(Reason.BAD_SEVERITY, report("severity", "2.5"), "not whole"),
        arguments(Reason.BAD_SEVERITY, report("severity", "'3'"), "string"),
        arguments(Reason.BAD_TLP, report("tlp", "7"), "number as label"),
        arguments(Reason.BAD_ID, report("asset", "'a b'"), "blank in an id"),
        arguments(Reason.BAD_LANE, report("lane", "'prod'"), "no such lane"),
        arguments(
            Reason.UNKNOWN_SECTOR,
            report("asset", "null,'sector':'Magic','region':'JP-01'"),
            "no form of a sector"),
        arguments(
            Reason.BAD_REGION,
            report("asset", "null,'sector':'ict','region':'Hokkaido'"),
            "name of a region"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("badReports")
  void badReportIsADeadLetter(Reason reason, String text, String what) {
    assertDead(Input.FAILURE_REPORTS, text, reason);
  }

  static Stream<Arguments> badChanges() {
    return Stream.of(
        arguments(Reason.NOT_JSON, "nope", "no JSON"),
        arguments(Reason.MISSING_FIELD, change("validFrom", "null"), "no time"),
        arguments(Reason.MISSING_FIELD, change("op", "null"), "no op"),
        arguments(Reason.BAD_TYPE, change("op", "1"), "number as op"),
        arguments(Reason.BAD_TIME, change("validFrom", "'now'"), "word as time"),
        arguments(Reason.TIME_BEFORE_1970, change("validFrom", "'1969-01-01T00:00:00Z'"), "old"),
        arguments(Reason.UNKNOWN_OP, change("op", "'explode'"), "no such op"),
        arguments(Reason.BAD_LANE, change("lane", "'test'"), "topology of a lane"),
        arguments(Reason.BAD_VALUE, change("value", "null"), "no value"),
        arguments(Reason.BAD_VALUE, change("value", "{'name':'A'}"), "asset without id"),
        arguments(Reason.BAD_VALUE, change("value", "'a'"), "value is no object"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("badChanges")
  void badChangeIsADeadLetter(Reason reason, String text, String what) {
    assertDead(Input.TOPOLOGY_CHANGES, text, reason);
  }

  @Test
  void aPatternIsPublishedAndWithdrawn() {
    Decoded published = parse(Input.PATTERNS, pattern("upsert", PATTERN));
    Decoded withdrawn = parse(Input.PATTERNS, pattern("remove", "{'id':'p'}"));

    assertThat(published.reason()).as(published.detail()).isNull();
    assertThat(published.time()).isEqualTo(NOW.toEpochMilli());
    assertThat(published.pattern().id()).isEqualTo("p");
    assertThat(published.pattern().definition()).contains("\"within\":\"5m\"");
    assertThat(withdrawn.pattern().definition()).isNull();
  }

  static Stream<Arguments> badPatterns() {
    return Stream.of(
        arguments(Reason.MISSING_FIELD, "{'op':'upsert','pattern':" + PATTERN + "}", "no time"),
        arguments(Reason.UNKNOWN_OP, pattern("explode", PATTERN), "no such op"),
        arguments(Reason.BAD_TYPE, pattern("upsert", "'p'"), "name of a pattern"),
        arguments(Reason.MISSING_FIELD, pattern("remove", "{}"), "no id"),
        arguments(
            Reason.BAD_PATTERN,
            pattern("upsert", PATTERN.replace("'within':'5m'", "'within':'soon'")),
            "no window"),
        arguments(
            Reason.BAD_PATTERN,
            pattern("upsert", PATTERN.replace("}]", "},{'b':{'where':'1 +'}}]")),
            "no condition"),
        arguments(
            Reason.BAD_LANE,
            pattern("upsert", PATTERN).replaceFirst("}$", ",'lane':'test'}"),
            "pattern of a lane"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("badPatterns")
  void badPatternIsADeadLetter(Reason reason, String text, String what) {
    assertDead(Input.PATTERNS, text, reason);
  }

  @Test
  void moreThanAMebibyteIsTooLarge_andOnlyTheBeginningIsKept() throws Exception {
    String text = "{'asset':'" + "x".repeat(RecordParser.MAX_BYTES) + "'}";

    Decoded dead = parse(Input.TELEMETRY, text);

    assertThat(dead.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(dead.raw().bytes()).isEqualTo(Arrays.copyOf(bytes(text), 256 << 10));
    assertThat(dead.raw().length()).isEqualTo(text.length());
    assertThat(dead.raw().sha256())
        .isEqualTo(
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text))));
  }

  @Test
  void bytesThatAreNotUtf8AreKept() {
    byte[] bytes = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'};

    Decoded dead = parser.parse(Input.TELEMETRY, ORIGIN, bytes);

    assertThat(dead.reason()).isEqualTo(Reason.BAD_ENCODING);
    assertThat(dead.raw().bytes()).isEqualTo(bytes);
  }

  @Test
  void byteOrderMarkAndOtherEncodingsAreRefused() {
    String json = "{\"asset\":\"a\"}";

    assertThat(reasonOf(("\uFEFF" + json).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Reason.BAD_ENCODING);
    assertThat(reasonOf(json.getBytes(StandardCharsets.UTF_16LE))).isEqualTo(Reason.BAD_ENCODING);
    assertThat(reasonOf(json.getBytes(StandardCharsets.UTF_16BE))).isEqualTo(Reason.BAD_ENCODING);
  }

  @Test
  void readsOnlyItsPartOfTheBytes() {
    byte[] bytes = bytes("xx" + reading("asset", "'岩手'") + "}}");
    Decoded reading = parser.parse(Input.TELEMETRY, ORIGIN, bytes, 2, bytes.length - 4);

    assertThat(reading.asset()).isEqualTo("岩手");

    Decoded dead = parser.parse(Input.TELEMETRY, ORIGIN, bytes, 2, bytes.length - 3);
    assertThat(dead.reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(text(dead)).startsWith("{").endsWith("}}");
  }

  @Test
  void aRefusalDoesNotReachTheNextRecord() {
    parse(Input.TELEMETRY, reading("lane", "'nowhere'"));

    assertThat(parse(Input.TELEMETRY, reading("lane", "'test'")).lane()).isEqualTo("test");
    assertThat(parse(Input.TELEMETRY, reading("tlp", "null")).lane()).isEqualTo("actual");
  }

  @Test
  void deadLetterKnowsTimeAndLaneIfTheRecordToldThem() {
    Decoded dead = parse(Input.TELEMETRY, reading("value", "'x','lane':'test'"));

    assertThat(dead.lane()).isEqualTo("test");
    assertThat(dead.time()).isEqualTo(NOW.toEpochMilli());
    assertThat(dead.timeToAdvanceBy()).isEqualTo(Decoded.NO_TIME);
  }

  private void assertDead(Input input, String text, Reason reason) {
    Decoded dead = parse(input, text);

    assertThat(dead.reason()).as(dead.detail()).isEqualTo(reason);
    assertThat(dead.detail()).isNotBlank();
    assertThat(text(dead)).isEqualTo(text.replace('\'', '"'));
    assertThat(dead.origin()).isEqualTo(ORIGIN);
    assertThat(dead.input()).isEqualTo(input);
  }

  private static String text(Decoded decoded) {
    return new String(decoded.raw().bytes(), StandardCharsets.UTF_8);
  }

  private Reason reasonOf(byte[] bytes) {
    return parser.parse(Input.TELEMETRY, ORIGIN, bytes).reason();
  }

  private Decoded parse(Input input, String text) {
    return parser.parse(input, ORIGIN, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** A good reading, with one field as given. */
  private static String reading(String field, String value) {
    return "{'asset':'a','metric':'m','value':1,'time':'2018-09-05T18:25:00Z','%s':%s}"
        .replaceFirst(",?'" + field + "':('[^']*'|\\d+)", "")
        .replace("{,", "{")
        .formatted(field, value);
  }

  private static String report(String field, String value) {
    return "{'id':'r1','asset':'a','state':'stopped','reportedAt':'2018-09-05T18:25:00Z','%s':%s}"
        .replaceFirst(",?'" + field + "':'[^']*'", "")
        .replace("{,", "{")
        .formatted(field, value);
  }

  private static String change(String field, String value) {
    return "{'validFrom':'2018-09-05T18:25:00Z','op':'upsert-asset','value':{'id':'a','name':'A','sector':'ict'},'%s':%s}"
        .replaceFirst(",?'" + field + "':('[^']*'|\\{[^}]*})", "")
        .replace("{,", "{")
        .formatted(field, value);
  }

  private static final String PATTERN =
      "{'id':'p','version':1,'title':'t','status':'stable','severity':1,'failure':'cascading',"
          + "'root':{'sector':'electricity'},'sequence':[{'a':{'at':'root','state':'stopped'}}],"
          + "'within':'5m'}";

  private static String pattern(String op, String definition) {
    return "{'validFrom':'2018-09-05T18:25:00Z','op':'%s','pattern':%s}".formatted(op, definition);
  }

  private static String plain(Input input) {
    return switch (input) {
      case TELEMETRY -> reading("tlp", "null");
      case FAILURE_REPORTS ->
          "{'id':'r1','asset':'a','state':'normal','reportedAt':'2018-09-05T18:25:00Z'}";
      case TOPOLOGY_CHANGES ->
          "{'validFrom':'2018-09-05T18:25:00Z','op':'remove-asset','value':{'id':'a'}}";
      case PATTERNS -> pattern("remove", "{'id':'p'}");
      case CONTROLS -> control("");
      case ADVISORIES -> advisory("");
    };
  }

  private static String control(String more) {
    return "{'id':'m1','kind':'silence','at':'2018-09-05T18:25:00Z','selector':{'sector':'ict'}"
        + more
        + "}";
  }

  private static String advisory(String more) {
    return "{'id':'q1','kind':'hazard','at':'2018-09-05T18:25:00Z'" + more + "}";
  }
}

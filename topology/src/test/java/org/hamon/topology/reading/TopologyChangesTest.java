// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Link;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.hamon.topology.Trigger;
import org.hamon.topology.reading.TopologyChanges.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyChangesTest {

  @Test
  void exampleUsage() throws JsonProcessingException {
    Parsed parsed =
        parse(
            "{'validFrom':'2018-09-06T03:08:00+09:00','op':'upsert-dependency','value':"
                + "{'provider':'a','dependent':'b','strength':0.5,'buffer':{'p10':'1h','p50':'2h','p90':'PT3H'}}}");

    assertThat(parsed)
        .isEqualTo(
            new Parsed.Change(
                new TopologyChange(
                    Op.UPSERT_DEPENDENCY,
                    1_536_170_880_000L,
                    "a>b",
                    null,
                    0,
                    null,
                    new Dependency(
                        "a>b",
                        "a",
                        "b",
                        DependencyType.PHYSICAL,
                        null,
                        1,
                        0.5,
                        new Buffer(3_600_000, 7_200_000, 10_800_000),
                        Trigger.OUT,
                        false,
                        0),
                    null)));
  }

  @Test
  void readsEveryOperation() throws JsonProcessingException {
    assertThat(op("upsert-asset", "'value':{'id':'a','sector':'gas'}"))
        .isEqualTo(change(Op.UPSERT_ASSET, "a", null, 0, plainAsset(), null));
    assertThat(op("remove-asset", "'value':{'id':'a'}"))
        .isEqualTo(change(Op.REMOVE_ASSET, "a", null, 0, null, null));
    assertThat(op("remove-dependency", "'value':{'id':'a'}"))
        .isEqualTo(change(Op.REMOVE_DEPENDENCY, "a", null, 0, null, null));
    assertThat(op("upsert-link", "'snapshot':'s','value':{'a':'a','b':'b'}"))
        .isEqualTo(change(Op.UPSERT_LINK, "a-b", "s", 0, null, new Link("a-b", "a", "b", true)));
    assertThat(op("remove-link", "'value':{'id':'a-b'}"))
        .isEqualTo(change(Op.REMOVE_LINK, "a-b", null, 0, null, null));
    assertThat(op("snapshot-begin", "'snapshot':'s'"))
        .isEqualTo(change(Op.SNAPSHOT_BEGIN, "", "s", 0, null, null));
    assertThat(op("snapshot-end", "'snapshot':'s','count':3"))
        .isEqualTo(change(Op.SNAPSHOT_END, "", "s", 3, null, null));
    assertThat(op("snapshot-end", "'snapshot':'s','value':{'count':3}"))
        .isEqualTo(change(Op.SNAPSHOT_END, "", "s", 3, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[]                                                                    | WRONG_SHAPE",
        "{}                                                                    | MISSING_KEY",
        "{'validFrom':'yesterday','op':'remove-asset','value':{'id':'a'}}      | BAD_TIME",
        "{'validFrom':'1969-12-31T00:00:00Z','op':'remove-link','value':{'id':'a'}} | BAD_TIME",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'upsert','value':{'id':'a'}} | UNKNOWN_OP",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'remove-asset'}              | MISSING_KEY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'remove-asset','value':3}    | WRONG_SHAPE",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'remove-asset','value':{}}   | MISSING_KEY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'upsert-asset','value':{'id':'a','sector':'gas','peple':1}} | UNKNOWN_KEY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'upsert-asset','value':{'id':'a','sector':'gas','lat':'NaN','lon':1}} | BAD_NUMBER",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'upsert-dependency','value':{'provider':'a','dependent':'a'}} | SELF_DEPENDENCY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'snapshot-begin'}            | MISSING_KEY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'snapshot-end','snapshot':'s'} | MISSING_KEY",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'snapshot-end','snapshot':'s','count':-1} | OUT_OF_RANGE",
        "{'validFrom':'2020-01-01T00:00:00Z','op':'remove-asset','value':{'id':'a'},'lane':'test'} | UNSUPPORTED_LANE",
      })
  void rejectsWithACode(String json, String code) throws JsonProcessingException {
    assertThat(parse(json))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(code);
              assertThat(rejected.detail()).contains("Expected");
            });
  }

  @Test
  void leavesKeysBesideTheValueAlone() throws JsonProcessingException {
    assertThat(op("remove-asset", "'lane':'actual','by':'x','value':{'id':'a','name':'y'}"))
        .isEqualTo(change(Op.REMOVE_ASSET, "a", null, 0, null, null));
  }

  @Test
  void oneCommunityInTwoUnicodeFormsIsRemoved() throws JsonProcessingException {
    assertThat(op("remove-sharing", "'value':{'sector':'gas','community':'cafe\u0301'}"))
        .isEqualTo(op("remove-sharing", "'value':{'sector':'gas','community':'caf\u00e9'}"));
  }

  private static Asset plainAsset() {
    return new Asset("a", "a", "gas", null, null, null, 0, null, null, false, 0, 0);
  }

  private static Parsed op(String op, String rest) throws JsonProcessingException {
    return parse("{'validFrom':'1970-01-01T00:00:01Z','op':'" + op + "'," + rest + "}");
  }

  private static Parsed change(
      Op op, String id, String snapshot, long count, Asset asset, Link link) {
    return new Parsed.Change(new TopologyChange(op, 1_000, id, snapshot, count, asset, null, link));
  }

  private static Parsed parse(String json) throws JsonProcessingException {
    return TopologyChanges.parse(new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}

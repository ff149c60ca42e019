// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink to write an {@link Observation} with its own serializer. */
final class ObservationType extends TypeInformation<Observation> {

  private static final long serialVersionUID = 1L;

  /** Flink finds it by the annotation of the record. */
  public static final class Factory extends TypeInfoFactory<Observation> {
    @Override
    public TypeInformation<Observation> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return new ObservationType();
    }
  }

  @Override
  public TypeSerializer<Observation> createSerializer(SerializerConfig config) {
    return new ObservationSerializer(
        TypeInformation.of(Report.class).createSerializer(config),
        TypeInformation.of(Declaration.class).createSerializer(config),
        TypeInformation.of(Word.class).createSerializer(config));
  }

  @Override
  public Class<Observation> getTypeClass() {
    return Observation.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ObservationType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservationType;
  }

  @Override
  public int hashCode() {
    return ObservationType.class.hashCode();
  }

  @Override
  public String toString() {
    return "Observation";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

/** What sequences run on. Results are the same. */
public enum Engine {
  /** The compact engine where it can run a sequence, flink-cep's NFA where not. */
  COMPACT,

  /** flink-cep's NFA for all: the reference. */
  FLINK_CEP
}

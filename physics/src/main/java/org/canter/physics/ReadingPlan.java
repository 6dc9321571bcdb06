// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.ArrayList;
import java.util.List;

/**
 * What is read of every simulation after each frame: parts of fields, one after the other in a row.
 *
 * <p>A plan that reads {@link FieldKind#CFRC_EXT} makes every frame compute it
 * (mj_rnePostConstraint), which a step alone does not.
 *
 * @param parts the parts, in the order of the row
 */
public record ReadingPlan(List<Part> parts) {

  /**
   * A part of a field.
   *
   * @param field the field
   * @param offset its first number that is read
   * @param length how many numbers are read
   * @param column where they begin in the row
   */
  public record Part(FieldKind field, int offset, int length, int column) {}

  /**
   * Copies the list.
   *
   * @param parts the parts, in the order of the row
   */
  public ReadingPlan {
    parts = List.copyOf(parts);
  }

  /**
   * A plan that reads nothing.
   *
   * @return no parts
   */
  public static ReadingPlan none() {
    return new ReadingPlan(List.of());
  }

  /**
   * Whole fields, one after the other.
   *
   * @param model whose fields
   * @param fields in the order of the row
   * @return a plan with a part for each
   */
  public static ReadingPlan of(Model model, FieldKind... fields) {
    Builder builder = new Builder(model);
    for (FieldKind field : fields) {
      builder.add(field);
    }
    return builder.build();
  }

  /**
   * The width of a row.
   *
   * @return the sum of the lengths
   */
  public int width() {
    return parts.stream().mapToInt(Part::length).sum();
  }

  /** Whether frames compute the external forces on bodies. */
  boolean needsBodyForces() {
    return parts.stream().anyMatch(part -> part.field() == FieldKind.CFRC_EXT);
  }

  /** Collects parts and gives each its column. */
  public static final class Builder {
    private final Model model;
    private final List<Part> parts = new ArrayList<>();
    private int column;

    /**
     * Begins a plan.
     *
     * @param model whose fields are read
     */
    public Builder(Model model) {
      this.model = model;
    }

    /**
     * Reads a whole field.
     *
     * @param field the field
     * @return the part, which knows its column
     */
    public Part add(FieldKind field) {
      return add(field, 0, field.width(model));
    }

    /**
     * Reads a part of a field, such as the position of one body.
     *
     * @param field the field
     * @param offset its first number that is read
     * @param length how many numbers are read
     * @return the part, which knows its column
     * @throws PhysicsArgumentException if the field has no such numbers
     */
    public Part add(FieldKind field, int offset, int length) {
      int width = field.width(model);
      if (offset < 0 || length < 0 || offset > width - length) {
        throw new PhysicsArgumentException(
            "numbers "
                + offset
                + " .. "
                + offset
                + " + "
                + length
                + " of "
                + field
                + ": the field has "
                + width
                + " in this model");
      }
      Part part = new Part(field, offset, length, column);
      parts.add(part);
      column += length;
      return part;
    }

    /**
     * Ends the plan.
     *
     * @return what was added so far
     */
    public ReadingPlan build() {
      return new ReadingPlan(parts);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.Arrays;
import org.canter.physics.FieldKind;
import org.canter.physics.Model;
import org.canter.physics.ObjectKind;
import org.canter.physics.ReadingPlan;

/**
 * A task's view of its model while it binds: facts to compute with, and readings to ask for. What
 * is not there is refused with the names of what is.
 */
public final class TaskModel {
  private final Model model;
  private final int frameSkip;
  private final ReadingPlan.Builder plan;

  /** Rows of readings begin with qpos and qvel. */
  TaskModel(Model model, int frameSkip) {
    this.model = model;
    this.frameSkip = frameSkip;
    this.plan = new ReadingPlan.Builder(model);
    plan.add(FieldKind.QPOS);
    plan.add(FieldKind.QVEL);
  }

  /** What has been asked for. */
  ReadingPlan plan() {
    return plan.build();
  }

  /**
   * The compiled model, for what is not below.
   *
   * @return open while the task binds
   */
  public Model model() {
    return model;
  }

  /**
   * The time between two actions.
   *
   * @return in s: the model's time step times the frame skip
   */
  public double dt() {
    return model.timestep() * frameSkip;
  }

  /**
   * The model's time step.
   *
   * @return in s
   */
  public double timestep() {
    return model.timestep();
  }

  /**
   * An array of the model by MuJoCo's name.
   *
   * @param name such as {@code body_mass} or {@code opt.gravity}
   * @return its numbers, row by row
   */
  public double[] array(String name) {
    return model.array(name);
  }

  /**
   * The least control of each actuator.
   *
   * @return [nu], negative infinity where there is no limit
   */
  public double[] lowestControls() {
    return controls(0, Double.NEGATIVE_INFINITY);
  }

  /**
   * The greatest control of each actuator.
   *
   * @return [nu], infinity where there is no limit
   */
  public double[] highestControls() {
    return controls(1, Double.POSITIVE_INFINITY);
  }

  private double[] controls(int column, double unlimited) {
    double[] limited = model.array("actuator_ctrllimited");
    double[] range = model.array("actuator_ctrlrange");
    double[] out = new double[limited.length];
    Arrays.setAll(out, i -> limited[i] == 0 ? unlimited : range[2 * i + column]);
    return out;
  }

  /**
   * Asks for the position of a body's frame in the world.
   *
   * @param body its name
   * @return three numbers in m
   */
  public Reading bodyPosition(String body) {
    return rowOf(FieldKind.XPOS, ObjectKind.BODY, body, 3);
  }

  /**
   * Asks for the position of a body's centre of mass in the world.
   *
   * @param body its name
   * @return three numbers in m
   */
  public Reading bodyCentre(String body) {
    return rowOf(FieldKind.XIPOS, ObjectKind.BODY, body, 3);
  }

  /**
   * Asks for the position of a site in the world.
   *
   * @param site its name
   * @return three numbers in m
   */
  public Reading sitePosition(String site) {
    return rowOf(FieldKind.SITE_XPOS, ObjectKind.SITE, site, 3);
  }

  /**
   * Asks for what a sensor says.
   *
   * @param sensor its name
   * @return as many numbers as the sensor has
   */
  public Reading sensor(String sensor) {
    int id = model.id(ObjectKind.SENSOR, sensor);
    int from = (int) model.array("sensor_adr")[id];
    int length = (int) model.array("sensor_dim")[id];
    return reading(sensor, plan.add(FieldKind.SENSORDATA, from, length));
  }

  /**
   * Asks for all numbers of a field.
   *
   * @param field the field
   * @return as many numbers as the field has
   */
  public Reading all(FieldKind field) {
    return reading(field.toString(), plan.add(field));
  }

  private Reading rowOf(FieldKind field, ObjectKind kind, String name, int width) {
    int id = model.id(kind, name);
    return reading(name, plan.add(field, id * width, width));
  }

  private static Reading reading(String name, ReadingPlan.Part part) {
    return new Reading(name, part.column(), part.length());
  }
}

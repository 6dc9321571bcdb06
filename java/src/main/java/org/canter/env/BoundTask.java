// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.Arrays;
import java.util.function.Supplier;
import org.canter.physics.Model;
import org.canter.physics.ObjectKind;
import org.canter.physics.PhysicsException;
import org.canter.physics.ReadingPlan;

/** A task together with its compiled model, and what follows from the two. */
final class BoundTask implements AutoCloseable {
  final PhysicsTask task;
  final PhysicsSetup setup;
  final Model model;
  final ReadingPlan plan;
  final EnvironmentSpec spec;
  final double[] referenceQpos;
  final double[] referenceQvel;

  /** Makes a task, compiles its model, lets it bind. */
  BoundTask(String id, Supplier<? extends PhysicsTask> maker) {
    task = maker.get();
    setup = task == null ? null : task.setup();
    if (setup == null) {
      throw new EnvironmentException(
          id + ": the supplier made " + (task == null ? "null" : "a task whose setup() is null"));
    }
    model = Model.load(setup.model());
    try {
      TaskModel view = new TaskModel(model, setup.frameSkip());
      task.bind(view);
      plan = view.plan();
      spec = spec(id, view);
      referenceQpos = reference("key_qpos", "qpos0");
      referenceQvel = reference("key_qvel", null);
    } catch (PhysicsException error) {
      model.close();
      throw new EnvironmentException(id + ": bind: " + error.getMessage(), error);
    } catch (RuntimeException error) {
      model.close();
      throw error;
    }
  }

  private EnvironmentSpec spec(String id, TaskModel view) {
    if (model.sizes().nu() == 0) {
      throw new EnvironmentException(
          id + ": the model has no actuators, so there is nothing to do; add some to its XML");
    }
    return new EnvironmentSpec(
        id,
        Space.unbounded(setup.observationWidth()),
        Space.box(view.lowestControls(), view.highestControls()),
        setup.timeLimit(),
        view.dt(),
        setup.description());
  }

  /** A row of the keyframes' array, or the model's initial array, or zeros. */
  private double[] reference(String keyframes, String initial) {
    if (!setup.reference().isEmpty()) {
      int key = model.id(ObjectKind.KEYFRAME, setup.reference());
      int width = model.arrayWidth(keyframes);
      return Arrays.copyOfRange(model.array(keyframes), key * width, (key + 1) * width);
    }
    return initial == null ? new double[model.sizes().nv()] : model.array(initial);
  }

  @Override
  public void close() {
    model.close();
  }
}

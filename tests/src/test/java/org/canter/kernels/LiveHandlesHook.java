// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import net.jqwik.api.lifecycle.AfterContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;

/** {@link LiveHandlesExtension} for the containers of jqwik. */
public final class LiveHandlesHook implements AfterContainerHook {
  @Override
  public void afterContainer(ContainerLifecycleContext context) {
    LiveHandlesExtension.check(context.label());
  }

  /** Further out than the methods that close what a container opened. */
  @Override
  public int afterContainerProximity() {
    return -20;
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }
}

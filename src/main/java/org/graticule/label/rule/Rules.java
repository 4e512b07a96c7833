package org.graticule.label.rule;

import java.util.List;
import java.util.function.Function;

/** Every rule there is, in the order people should read the answers. */
public final class Rules {
  /** Each makes a rule from a project's settings. */
  public static final List<Function<RuleSettings, GeometryRule>> ALL =
      List.of(
          ValidTopology::new,
          settings -> new InsideScene(),
          settings -> new InsideArea(),
          KnownClass::new,
          ExpectedForm::new,
          TypedAttributes::new,
          MinimumSize::new,
          MaximumSize::new,
          VertexBudget::new,
          RepeatedPoints::new,
          NoSpikes::new,
          NoSlivers::new,
          NearDuplicate::new,
          KeepApart::new);

  private Rules() {}
}

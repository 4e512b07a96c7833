package org.graticule.app;

import java.time.Clock;
import java.util.List;
import org.graticule.access.Colleagues;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Whereabouts;
import org.graticule.db.Database;
import org.graticule.http.Routes;
import org.graticule.image.SceneCatalogue;
import org.graticule.label.AreaRoutes;
import org.graticule.label.Areas;
import org.graticule.label.LabelImportRoutes;
import org.graticule.label.LabelImports;
import org.graticule.label.LabelRoutes;
import org.graticule.label.LabelTileRoutes;
import org.graticule.label.LabelTiles;
import org.graticule.label.Labels;
import org.graticule.label.LayerRoutes;
import org.graticule.label.Layers;
import org.graticule.label.LeaseRoutes;
import org.graticule.label.Leases;
import org.graticule.label.NoteRoutes;
import org.graticule.label.Notes;
import org.graticule.label.OntologyChanges;
import org.graticule.label.OntologyRoutes;
import org.graticule.label.Repairs;
import org.graticule.work.Projects;

/** Wires what has to do with labels, and all their routes. */
final class Labelling implements Routes.Module {
  final Labels labels;
  private final List<Routes.Module> routes;

  Labelling(
      Database database,
      Policy policy,
      Whereabouts whereabouts,
      PolicyEpoch epoch,
      SceneCatalogue catalogue,
      Marks marks,
      Projects projects,
      Clock clock) {
    Layers layers = new Layers(database, policy, clock);
    Leases leases = new Leases(database, policy, catalogue, clock);
    this.labels =
        new Labels(
            database,
            policy,
            whereabouts,
            epoch,
            catalogue,
            marks,
            projects,
            layers,
            leases,
            clock);
    this.routes =
        List.of(
            new LabelRoutes(labels, new Repairs(policy, catalogue)),
            new LabelImportRoutes(new LabelImports(labels)),
            new LabelTileRoutes(new LabelTiles(database, policy, catalogue, layers, marks, clock)),
            new LayerRoutes(layers),
            new LeaseRoutes(leases),
            new NoteRoutes(new Notes(database, policy, catalogue, clock)),
            new AreaRoutes(
                new Areas(
                    database, policy, catalogue, new Colleagues(database, policy, marks), clock)),
            new OntologyRoutes(new OntologyChanges(database, policy, projects, clock)));
  }

  @Override
  public void addTo(Routes all) {
    routes.forEach(module -> module.addTo(all));
  }
}

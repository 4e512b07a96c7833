package org.graticule.dataset;

import java.util.Objects;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Sessions;
import org.graticule.access.Subject;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.graticule.job.Job;
import org.graticule.job.JobWork;
import org.graticule.job.Jobs;

/**
 * The job that builds a dataset. Whoever asked must still be allowed to, and to see everything that
 * was frozen, when it runs. Thread-safe.
 */
public final class DatasetBuild implements JobWork {
  static final String KIND = "dataset";

  private final Database database;
  private final TicketHolder errand;
  private final Jobs jobs;
  private final Sessions sessions;
  private final Policy policy;
  private final Publisher publisher;
  private final DatasetStore store = new DatasetStore();

  /**
   * @param errand of looking after jobs, for what must be said when the asker has gone
   */
  public DatasetBuild(
      Database database,
      TicketHolder errand,
      Jobs jobs,
      Sessions sessions,
      Policy policy,
      Publisher publisher) {
    this.database = database;
    this.errand = errand;
    this.jobs = jobs;
    this.sessions = sessions;
    this.policy = policy;
    this.publisher = publisher;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(Job job, JobWork.Progress progress) throws Exception {
    Dataset dataset = dataset(job);
    Subject asker = requireStillPermitted(dataset);
    publisher.publish(asker, dataset, origin(job), progress::at, tx -> jobs.finish(tx, job, null));
  }

  @Override
  public void failed(Job job, String code, String message) {
    publisher.fail(errand, dataset(job), origin(job), code, message);
  }

  private Subject requireStillPermitted(Dataset dataset) {
    try {
      Subject asker = sessions.onBehalfOf(dataset.createdBy());
      policy.require(asker, Action.DATASET_CREATE, dataset.project(), dataset.markId());
      if (database.as(asker).read(tx -> store.whole(tx, dataset.id(), asker.markIds()))) {
        return asker;
      }
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.UNAVAILABLE) {
        throw fault;
      }
    }
    throw Fault.forbidden(
        "no-longer-permitted", "Who asked for this dataset may no longer have all of it.");
  }

  private Dataset dataset(Job job) {
    UUID id = Objects.requireNonNull(job.dataset(), "a dataset job names its dataset");
    return database.as(errand).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
  }

  private static Origin origin(Job job) {
    return new Origin(job.createdBy().toString(), job.createdName(), "job", null);
  }
}

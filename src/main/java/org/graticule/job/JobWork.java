package org.graticule.job;

/** What jobs of one kind do. Must be safe to begin again after a crash at any point. */
public interface JobWork {
  String kind();

  /**
   * Does the work and, in the transaction that makes its result visible, calls {@link Jobs#finish}.
   *
   * @throws org.graticule.fault.Fault a refusal for a reason the person who asked can read
   */
  void run(Job job, Progress progress) throws Exception;

  /** Cleans up after the job has failed for good; records what the log should say. */
  void failed(Job job, String code, String message);

  /** Where the work says how far it is; cheap to call often. */
  interface Progress {
    /**
     * @param fraction 0 to 1
     * @param doing a few words for people
     */
    void at(double fraction, String doing);
  }
}

package org.graticule.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;

/**
 * A long answer on its way: asks now and then whether the caller may still have it, and cuts it off
 * when not, or when nobody can tell for two seconds. Confined to the request's event loop.
 */
final class Sending {
  private static final long LOOK_MILLIS = 400;
  private static final int BLIND_LOOKS = 4;

  /** The decision itself is made anew every so many looks, whether or not the policy moved. */
  private static final int ANEW = 5;

  private final RoutingContext context;
  private final Action action;
  private final Answers answers;
  private final Gate gate;
  private final Who who;
  private final Consumer<Subject> check;
  private final Context loop;
  private Subject last;
  private boolean looking;
  private int blind;
  private int looks;

  /**
   * Who the caller is by now.
   *
   * @param known without asking the database
   * @param found empty where they are signed in no more
   */
  record Who(Supplier<Optional<Subject>> known, Supplier<Optional<Subject>> found) {}

  /**
   * @param first who it was decided for
   * @param check decides anew, for the caller as they are then
   */
  Sending(
      RoutingContext context,
      Action action,
      Answers answers,
      Gate gate,
      Who who,
      Subject first,
      Consumer<Subject> check) {
    this.context = context;
    this.action = action;
    this.answers = answers;
    this.gate = gate;
    this.who = who;
    this.last = first;
    this.check = check;
    this.loop = context.vertx().getOrCreateContext();
  }

  void until(Future<Void> sent) {
    long timer = context.vertx().setPeriodic(LOOK_MILLIS, this::look);
    sent.onComplete(done -> context.vertx().cancelTimer(timer));
  }

  private void look(long timer) {
    if (looking) {
      blind(timer);
      return;
    }
    // The same object until the policy moves, and then nothing has changed for them.
    if (++looks % ANEW != 0 && who.known().get().filter(known -> known == last).isPresent()) {
      blind = 0;
      return;
    }
    looking = true;
    try {
      gate.run(() -> {
        try {
          Subject now = who.found().get().orElseThrow(Sending::gone);
          check.accept(now);
          loop.runOnContext(v -> stillTheirs(now));
        } catch (Fault fault) {
          loop.runOnContext(v -> cut(timer, fault));
        } catch (RuntimeException | Error e) {
          loop.runOnContext(v -> {
            looking = false;
            blind(timer);
          });
        }
      });
    } catch (Fault busy) {
      looking = false;
      blind(timer);
    }
  }

  private void stillTheirs(Subject now) {
    looking = false;
    blind = 0;
    last = now;
  }

  private void blind(long timer) {
    if (++blind >= BLIND_LOOKS) {
      cut(timer, unsure());
    }
  }

  private void cut(long timer, Fault fault) {
    if (context.vertx().cancelTimer(timer)) {
      answers.cut(context, last, action, fault);
    }
  }

  private static Fault gone() {
    return new Fault(Fault.Kind.UNAUTHENTICATED, "not-signed-in", "Sign in first.")
        .deniedBy("no-session");
  }

  private static Fault unsure() {
    return Fault.unavailable("policy-stale", "The access policy cannot be confirmed.")
        .deniedBy("stale");
  }
}

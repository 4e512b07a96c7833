package org.graticule.label.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.junit.jupiter.api.Test;

/** The model works on one question at a time and lets few wait. */
final class OutlineThreadTest {
  @Test
  void whoComesWhileTooManyWaitIsToldToComeAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch on = new CountDownLatch(1);
    try (OutlineThread thread = new OutlineThread(1);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<String> asked = new ExecutorCompletionService<>(callers);
      asked.submit(() ->
          thread.run(() -> {
            begun.countDown();
            on.await();
            return "outline";
          }));
      begun.await();
      // One of these waits, and there is no room for the other.
      asked.submit(() -> thread.run(() -> "outline"));
      asked.submit(() -> thread.run(() -> "outline"));
      Future<String> refused = asked.take();
      ExecutionException busy = catchThrowableOfType(ExecutionException.class, refused::get);
      assertThat(((Fault) busy.getCause()).kind()).isEqualTo(Kind.UNAVAILABLE);
      on.countDown();
      assertThat(asked.take().get()).isEqualTo("outline");
      assertThat(asked.take().get()).isEqualTo("outline");
    }
  }

  @Test
  void whatIsWrongWithAQuestionIsToldAsItWasFound() {
    try (OutlineThread thread = new OutlineThread(1)) {
      Fault wrong =
          catchThrowableOfType(
              Fault.class,
              () ->
                  thread.run(() -> {
                    throw Fault.unacceptable("bad-mask", "no outline");
                  }));
      assertThat(wrong.code()).isEqualTo("bad-mask");
    }
  }
}

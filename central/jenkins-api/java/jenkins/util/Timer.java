package jenkins.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

public class Timer {
    /** As many threads as the real one has, which all plugins share: what blocks one of them shows here too. */
    private static final int THREADS = 10;

    private static final class Holder {
        static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "jenkins.util.Timer");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Timer() {}

    @NonNull
    public static synchronized ScheduledExecutorService get() {
        return Holder.POOL;
    }
}

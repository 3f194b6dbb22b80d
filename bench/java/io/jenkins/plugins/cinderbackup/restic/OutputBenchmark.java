package io.jenkins.plugins.cinderbackup.restic;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** restic's JSON lines: a day's log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OutputBenchmark {
    private static final int LINES = 10_000;

    private final String log = log();

    private static String log() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("{\"message_type\":\"status\",\"seconds_elapsed\":")
                    .append(i)
                    .append(",\"percent_done\":0.")
                    .append(i)
                    .append(",\"total_files\":1000000,\"files_done\":")
                    .append(i)
                    .append(",\"total_bytes\":1099511627776,\"bytes_done\":")
                    .append(i * 1000L)
                    .append(",\"current_files\":[\"/data/table-1/row-")
                    .append(i)
                    .append(".dat\"]}\n");
        }
        return text.append("""
                {"message_type":"summary","files_new":3,"files_changed":1,"files_unmodified":7,"data_added":1024,"total_files_processed":11,\
                "total_bytes_processed":4096,"total_duration":1.5,"snapshot_id":"0123456789abcdef"}
                """).toString();
    }

    /** All lines of it. */
    @Benchmark
    public ResticOutput tenThousandLines() {
        return ResticOutput.parse(log);
    }
}

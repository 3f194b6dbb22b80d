package io.jenkins.plugins.cinderbackup.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the demo claims, each line with whether it holds. */
final class Checklist {
    private final PrintStream out;
    private final List<String> problems = new ArrayList<>();

    Checklist(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println("== " + text);
    }

    void check(String what, boolean holds) {
        out.println((holds ? "ok: " : "NOT OK: ") + what);
        if (!holds) {
            problems.add("NOT OK: " + what);
        }
    }

    void failed(String what) {
        problems.add(what);
    }

    /** What does not hold; empty if all does. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}

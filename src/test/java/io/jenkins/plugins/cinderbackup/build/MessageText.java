package io.jenkins.plugins.cinderbackup.build;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an expression of type String can read, as far as the source says.
 *
 * @param variants one for each branch; {@code …} stands for what is not literal
 * @param parameter the method's parameter that the expression is, if it is one
 */
record MessageText(List<String> variants, Optional<Parameter> parameter) {
    private static final String OPEN = "…";
    private static final int DEEP = 12;

    /** @param method the name, {@code <init>} for a constructor */
    record Parameter(String method, int index) {}

    static MessageText of(ExpressionTree expression, TreePath place) {
        Reader reader = new Reader(place);
        return new MessageText(
                reader.read(expression, 0)
                        .map(text -> text.replaceAll(OPEN + "+", OPEN))
                        .distinct()
                        .toList(),
                reader.parameter(expression));
    }

    private record Reader(TreePath place) {
        Stream<String> read(ExpressionTree expression, int depth) {
            if (depth > DEEP) {
                return Stream.of(OPEN);
            }
            if (expression instanceof LiteralTree literal) {
                return Stream.of(literal.getValue() instanceof String text ? text : OPEN);
            }
            if (expression instanceof ParenthesizedTree inner) {
                return read(inner.getExpression(), depth + 1);
            }
            if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                List<String> right = part(sum.getRightOperand(), depth).toList();
                return part(sum.getLeftOperand(), depth)
                        .flatMap(left -> right.stream().map(end -> left + end));
            }
            if (expression instanceof ConditionalExpressionTree choice) {
                return Stream.concat(
                        read(choice.getTrueExpression(), depth + 1), read(choice.getFalseExpression(), depth + 1));
            }
            if (expression instanceof SwitchExpressionTree choice) {
                return choice.getCases().stream().flatMap(branch -> branch(branch, depth));
            }
            if (expression instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("formatted")) {
                return read(select.getExpression(), depth + 1).map(text -> text.replaceAll("%[a-z]", OPEN));
            }
            if (expression instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof IdentifierTree own) {
                return answers(own.getName().toString())
                        .map(method -> method.read(depth + 1))
                        .orElse(Stream.of(OPEN));
            }
            if (expression instanceof IdentifierTree name) {
                return initializer(name.getName().toString())
                        .map(value -> read(value, depth + 1))
                        .orElse(Stream.of(OPEN));
            }
            return Stream.of(OPEN);
        }

        /** A part of a sum: what a method says within a sentence is not looked up, for each of its answers would make another message. */
        private Stream<String> part(ExpressionTree operand, int depth) {
            return operand instanceof MethodInvocationTree call && call.getMethodSelect() instanceof IdentifierTree
                    ? Stream.of(OPEN)
                    : read(operand, depth);
        }

        /** What a method of the class returns, unless there are several of the name. */
        private Optional<Answers> answers(String name) {
            for (TreePath path = place; path != null; path = path.getParentPath()) {
                if (path.getLeaf() instanceof ClassTree type) {
                    List<MethodTree> methods = type.getMembers().stream()
                            .filter(MethodTree.class::isInstance)
                            .map(MethodTree.class::cast)
                            .filter(method -> method.getName().contentEquals(name) && method.getBody() != null)
                            .toList();
                    if (!methods.isEmpty()) {
                        return methods.size() == 1
                                ? Optional.of(new Answers(new TreePath(path, methods.get(0))))
                                : Optional.empty();
                    }
                }
            }
            return Optional.empty();
        }

        private Stream<String> branch(CaseTree branch, int depth) {
            return branch.getBody() instanceof ExpressionTree value ? read(value, depth + 1) : Stream.of(OPEN);
        }

        /** Of a local variable, or of a constant of the class. */
        private Optional<? extends ExpressionTree> initializer(String name) {
            for (TreePath path = place; path != null; path = path.getParentPath()) {
                Tree scope = path.getLeaf();
                Stream<? extends Tree> declared = scope instanceof ClassTree type
                        ? type.getMembers().stream()
                        : scope instanceof BlockTree
                                        || scope instanceof CaseTree
                                        || scope instanceof LambdaExpressionTree
                                ? variables(scope).stream()
                                : Stream.of();
                Optional<ExpressionTree> found = declared.filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .filter(variable -> variable.getName().contentEquals(name) && variable.getInitializer() != null)
                        .map(VariableTree::getInitializer)
                        .findFirst();
                if (found.isPresent() || scope instanceof MethodTree method && index(method, name) >= 0) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private static List<VariableTree> variables(Tree scope) {
            List<VariableTree> found = new ArrayList<>();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitVariable(VariableTree variable, Void unused) {
                    found.add(variable);
                    return super.visitVariable(variable, unused);
                }
            }.scan(scope, null);
            return found;
        }

        Optional<Parameter> parameter(ExpressionTree expression) {
            if (!(expression instanceof IdentifierTree name)) {
                return Optional.empty();
            }
            for (TreePath path = place; path != null; path = path.getParentPath()) {
                if (path.getLeaf() instanceof MethodTree method) {
                    int index = index(method, name.getName().toString());
                    return index < 0
                            ? Optional.empty()
                            : Optional.of(new Parameter(method.getName().toString(), index));
                }
            }
            return Optional.empty();
        }

        private static int index(MethodTree method, String name) {
            for (int i = 0; i < method.getParameters().size(); i++) {
                if (method.getParameters().get(i).getName().contentEquals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** The values that a method returns. */
    private record Answers(TreePath method) {
        Stream<String> read(int depth) {
            BlockTree body = ((MethodTree) method.getLeaf()).getBody();
            Reader reader = new Reader(new TreePath(method, body));
            List<ExpressionTree> returned = new ArrayList<>();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitReturn(ReturnTree answer, Void unused) {
                    returned.add(answer.getExpression());
                    return null;
                }

                @Override
                public Void visitLambdaExpression(LambdaExpressionTree other, Void unused) {
                    return null;
                }
            }.scan(body, null);
            return returned.stream().flatMap(value -> reader.read(value, depth));
        }
    }
}

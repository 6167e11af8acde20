export * from "./caller-ids";
export * from "./carts";
export * from "./orders";
export * from "./organizations";
export * from "./reconcile";

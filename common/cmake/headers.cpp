// Exists so that the precompiled headers have a target.
int main() { return 0; }

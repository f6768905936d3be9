def show_all(out, clock):
    return 0

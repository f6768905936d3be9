"""The command line of an installed WagesDesk."""

from wagesdesk.cli import main

if __name__ == "__main__":
    main()
